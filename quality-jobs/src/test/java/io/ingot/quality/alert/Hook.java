package io.ingot.quality.alert;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook on this machine that answers as it is told, and 200 when it is told nothing. */
final class Hook implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<Headers> heads = Collections.synchronizedList(new ArrayList<>());

  /** How it answers once. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::hear);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T0/canary-url";
  }

  Hook then(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** Answers with a status and a header, and says in the body what nobody may repeat. */
  Hook then(int status, String header, String value) {
    return then(
        exchange -> {
          exchange.getResponseHeaders().add(header, value);
          byte[] body = "canary-body".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
        });
  }

  List<String> bodies() {
    return List.copyOf(bodies);
  }

  List<Headers> heads() {
    return List.copyOf(heads);
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      heads.add(exchange.getRequestHeaders());
      Answer answer;
      synchronized (answers) {
        answer = answers.poll();
      }
      if (answer == null) {
        exchange.sendResponseHeaders(200, -1);
      } else {
        answer.to(exchange);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
