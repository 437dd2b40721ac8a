package io.ingot.core.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Keeps Lease objects as an API server does: a change names the version that it is of. */
final class LeaseServer implements AutoCloseable {
  private static final String PATH = "/apis/coordination.k8s.io/v1/namespaces/etl/leases";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
  private final String token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private long version = 100;

  LeaseServer(String token) throws IOException {
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The one object that there is. */
  JsonNode object() {
    return objects.values().iterator().next();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(PATH.length()).replaceFirst("/", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{}");
      return;
    }
    synchronized (objects) {
      switch (exchange.getRequestMethod()) {
        case "GET" -> send(exchange, objects.containsKey(name) ? 200 : 404, text(name));
        case "POST" -> create(exchange, (ObjectNode) JSON.readTree(body));
        default -> replace(exchange, name, (ObjectNode) JSON.readTree(body));
      }
    }
  }

  private void create(HttpExchange exchange, ObjectNode object) throws IOException {
    String name = object.at("/metadata/name").asText();
    if (objects.containsKey(name) || object.at("/metadata").has("resourceVersion")) {
      send(exchange, 409, "{}");
    } else {
      keep(name, object);
      send(exchange, 201, text(name));
    }
  }

  private void replace(HttpExchange exchange, String name, ObjectNode object) throws IOException {
    if (!objects.containsKey(name)) {
      send(exchange, 404, "{}");
    } else if (!object
        .at("/metadata/resourceVersion")
        .equals(objects.get(name).at("/metadata/resourceVersion"))) {
      send(exchange, 409, "{}");
    } else {
      keep(name, object);
      send(exchange, 200, text(name));
    }
  }

  private void keep(String name, ObjectNode object) {
    version++;
    object.withObject("/metadata").put("resourceVersion", String.valueOf(version));
    objects.put(name, object);
  }

  private String text(String name) {
    return objects.containsKey(name) ? objects.get(name).toString() : "{}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
