package io.ingot.etl.bronze.http.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JDK's HTTP server on the loopback address; a test says what it answers. */
public final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Reply> script;

  private ScriptedServer(HttpServer server, Function<Asked, Reply> script) {
    this.server = server;
    this.script = script;
  }

  /** Starts a server. */
  public static ScriptedServer answering(Function<Asked, Reply> script) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedServer server = new ScriptedServer(http, script);
    http.createContext("/", server::answer);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  /** Answers otherwise from now on. */
  public void script(Function<Asked, Reply> other) {
    script = other;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Host and port. */
  public String place() {
    return url().substring("http://".length());
  }

  /** Every request so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Queries of all GETs so far. */
  public List<String> queries() {
    return asked.stream().filter(one -> one.method().equals("GET")).map(Asked::query).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> header.getValue().get(0)));
    Asked one =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(one);
    Reply reply = script.apply(one);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean empty = reply.body().length == 0 || one.method().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
    if (!empty) {
      exchange.getResponseBody().write(reply.body());
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
