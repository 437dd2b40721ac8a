package io.ingot.app.demo.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Two HTTP interfaces behind one token, on this machine only: a partner's, asked by day and page,
 * which is busy at first; and the mobile app's, asked by the time of the report, with a cursor.
 */
final class EventServer implements AutoCloseable {
  private static final int MOBILE_PAGE = 250;

  /** How often the partner's interface asks for patience before it answers. */
  private static final int BUSY = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final String token;
  private final AtomicInteger busy = new AtomicInteger(BUSY);
  private final Map<LocalDate, List<UserEvent>> partner = new ConcurrentHashMap<>();
  private final Map<Instant, List<UserEvent>> mobile = new ConcurrentSkipListMap<>();

  private EventServer(HttpServer server, ExecutorService threads, String token) {
    this.server = server;
    this.threads = threads;
    this.token = token;
  }

  static EventServer start(String token) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      EventServer server = new EventServer(http, threads, token);
      http.setExecutor(threads);
      http.createContext("/partner/events", server::partner);
      http.createContext("/mobile/events", server::mobile);
      http.start();
      return server;
    } catch (IOException e) {
      throw new SourceException("Cannot start the HTTP server: " + e.getMessage(), e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the partner tells of a day. */
  void tellPartner(LocalDate day, List<UserEvent> events) {
    partner.put(day, List.copyOf(events));
  }

  /** What the mobile app reports now. */
  void reportMobile(List<UserEvent> events) {
    mobile.put(Instant.now(), List.copyOf(events));
  }

  private void partner(HttpExchange exchange) throws IOException {
    if (!isAllowed(exchange)) {
      answer(exchange, 401, "{\"error\":\"who asks?\"}");
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      answer(exchange, 200, "");
    } else if (busy.getAndDecrement() > 0) {
      answer(exchange, 503, "{\"error\":\"busy\"}");
    } else {
      Map<String, String> asked = parameters(exchange);
      int page = Integer.parseInt(asked.get("page"));
      int size = Integer.parseInt(asked.get("size"));
      List<UserEvent> all = partner.getOrDefault(LocalDate.parse(asked.get("date")), List.of());
      answer(exchange, 200, array(slice(all, (page - 1) * size, size)));
    }
  }

  private void mobile(HttpExchange exchange) throws IOException {
    if (!isAllowed(exchange)) {
      answer(exchange, 401, "{\"error\":\"who asks?\"}");
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      answer(exchange, 200, "");
    } else {
      Map<String, String> asked = parameters(exchange);
      Instant since = Instant.parse(asked.get("since"));
      Instant until = Instant.parse(asked.get("until"));
      List<UserEvent> all = new ArrayList<>();
      mobile.forEach(
          (at, events) -> {
            if (!at.isBefore(since) && at.isBefore(until)) {
              all.addAll(events);
            }
          });
      int from = Integer.parseInt(asked.getOrDefault("cursor", "0"));
      int next = from + MOBILE_PAGE;
      answer(
          exchange,
          200,
          "{\"data\":{\"events\":"
              + array(slice(all, from, MOBILE_PAGE))
              + (next < all.size() ? ",\"next\":\"" + next + "\"" : "")
              + "}}");
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static List<UserEvent> slice(List<UserEvent> events, int from, int count) {
    int start = Math.min(from, events.size());
    return events.subList(start, Math.min(start + count, events.size()));
  }

  private static String array(List<UserEvent> events) {
    return events.stream().map(UserEvent::json).collect(Collectors.joining(",\n", "[", "]"));
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    return Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
