package io.ingot.quality.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Metrics to be fetched by HTTP from {@code /metrics}, until it is closed. They are always told as
 * text, whatever else the asker would like, which every Prometheus understands.
 */
final class Serving implements AutoCloseable {
  /** One for Prometheus, one for a person who looks. */
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;

  private Serving(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Begins to serve.
   *
   * @param text the metrics as they are when asked for
   * @param bind address of this machine; all of them for none
   * @param port 0 for one that is free
   * @throws IOException when the port is taken, or the address is none of this machine's
   */
  static Serving of(Supplier<String> text, Optional<String> bind, int port) throws IOException {
    InetSocketAddress place =
        bind.map(address -> new InetSocketAddress(address, port))
            .orElseGet(() -> new InetSocketAddress(port));
    if (place.isUnresolved()) {
      throw new IOException("there is no address " + bind.orElseThrow());
    }
    HttpServer server = HttpServer.create(place, 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, Serving::daemon);
    server.setExecutor(threads);
    server.createContext("/metrics", exchange -> answer(exchange, text));
    server.start();
    return new Serving(server, threads);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "metrics");
    thread.setDaemon(true);
    return thread;
  }

  private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
    try (exchange) {
      byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
