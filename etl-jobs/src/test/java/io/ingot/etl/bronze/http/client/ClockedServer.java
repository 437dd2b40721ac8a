package io.ingot.etl.bronze.http.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server whose clock a test sets, or takes away: the JDK's own always writes the Date header by
 * the machine's clock. Each connection carries one request without a body.
 */
public final class ClockedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Reply> script;
  private volatile Optional<Instant> clock = Optional.empty();

  private ClockedServer(ServerSocket socket, Function<Asked, Reply> script) {
    this.socket = socket;
    this.script = script;
  }

  /** Starts a server that does not tell its time. */
  public static ClockedServer answering(Function<Asked, Reply> script) throws IOException {
    ClockedServer server =
        new ClockedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    Thread thread = new Thread(server::serve, "clocked-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** Tells this time from now on. */
  public ClockedServer at(String time) {
    clock = Optional.of(Instant.parse(time));
    return this;
  }

  /** Answers otherwise from now on. */
  public void script(Function<Asked, Reply> other) {
    script = other;
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** Queries of all GETs so far. */
  public List<String> queries() {
    return asked.stream().filter(one -> one.method().equals("GET")).map(Asked::query).toList();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        answer(connection);
      } catch (IOException e) {
        // The test closed the server, or the client went away, which is its right.
        continue;
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    String[] first = in.readLine().split(" ");
    Map<String, String> headers = new HashMap<>();
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      String[] header = line.split(":\\s*", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    String[] target = first[1].split("\\?", 2);
    Asked one = new Asked(first[0], target[0], target.length > 1 ? target[1] : "", headers, "");
    asked.add(one);
    Reply reply = script.apply(one);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Scripted\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    clock.ifPresent(
        time ->
            head.append(
                "Date: "
                    + DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC))
                    + "\r\n"));
    if (!reply.headers().containsKey("Content-Length")) {
      head.append("Content-Length: " + reply.body().length + "\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    OutputStream out = connection.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!one.method().equals("HEAD")) {
      out.write(reply.body());
    }
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
