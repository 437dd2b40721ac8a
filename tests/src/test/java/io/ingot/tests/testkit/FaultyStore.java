package io.ingot.tests.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Stands before an S3 store, hands every request on as it came (its signature covers the name of
 * the host) and goes wrong where a rule says so. It remembers all requests.
 */
public final class FaultyStore implements AutoCloseable {
  private static final Pattern HEADER = Pattern.compile("(?i)(expect|connection): .*");

  private final ServerSocket socket;
  private final URI store;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultyStore::daemon);
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<List<String>> heads = new CopyOnWriteArrayList<>();

  private FaultyStore(ServerSocket socket, URI store) {
    this.socket = socket;
    this.store = store;
  }

  /** Begins to stand before a store, at an address of its own. */
  public static FaultyStore before(S3Server store) {
    try {
      ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      FaultyStore faulty = new FaultyStore(socket, URI.create(store.endpoint()));
      faulty.threads.submit(faulty::listen);
      return faulty;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-store");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it answers. */
  public String endpoint() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** From now on goes wrong as a rule says; the first rule that fits a request decides. */
  public FaultyStore with(Rule rule) {
    rules.add(rule);
    return this;
  }

  /** What was asked so far, such as {@code PUT /bucket/key}, in the order of arrival. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The same with their headers: the lines of each request above its body. */
  public List<List<String>> heads() {
    return List.copyOf(heads);
  }

  private void listen() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.submit(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** One request a connection: simple, and on the loopback nearly as fast. */
  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      List<String> head = head(in);
      if (head.isEmpty()) {
        return;
      }
      if (value(head, "expect").isPresent()) {
        client.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
      }
      byte[] body = in.readNBytes(value(head, "content-length").map(Integer::parseInt).orElse(0));
      String request = head.get(0).replaceFirst(" HTTP/1\\.[01]$", "");
      requests.add(request);
      heads.add(head);
      Optional<Rule> rule = rules.stream().filter(one -> one.fits(request)).findFirst();
      Fault fault = rule.map(Rule::fault).orElse((forward, answer) -> answer.send(forward.get()));
      fault.happen(
          () -> forward(head, body),
          bytes -> {
            client.getOutputStream().write(bytes);
            client.getOutputStream().flush();
          });
    } catch (IOException e) {
      // The client went; it knows.
    }
  }

  private byte[] forward(List<String> head, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (String line : head) {
      if (!HEADER.matcher(line).matches()) {
        request.write(ascii(line + "\r\n"));
      }
    }
    request.write(ascii("Connection: close\r\n\r\n"));
    request.write(body);
    try (Socket server = new Socket(store.getHost(), store.getPort())) {
      server.getOutputStream().write(request.toByteArray());
      server.getOutputStream().flush();
      return server.getInputStream().readAllBytes();
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      if (text.isEmpty()) {
        return lines;
      }
      lines.add(text);
      line.reset();
    }
    return List.of();
  }

  private static Optional<String> value(List<String> head, String header) {
    String start = header + ":";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop listening", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * When to go wrong, and how.
   *
   * @param request the method and the path of a request, found anywhere in it
   * @param seen how many requests fitted so far
   * @param times how many of them go wrong, from the first on
   */
  public record Rule(Pattern request, AtomicInteger seen, int times, Fault fault) {
    /** The first request that fits. */
    public static Rule once(String request, Fault fault) {
      return times(1, request, fault);
    }

    /** The first ones that fit. */
    public static Rule times(int times, String request, Fault fault) {
      return new Rule(Pattern.compile(request), new AtomicInteger(), times, fault);
    }

    /** Every request that fits. */
    public static Rule always(String request, Fault fault) {
      return times(Integer.MAX_VALUE, request, fault);
    }

    boolean fits(String text) {
      if (!request.matcher(text).find()) {
        return false;
      }
      return seen.incrementAndGet() <= times;
    }

    /** How often it was asked for what fits, whether it went wrong or not. */
    public int asked() {
      return seen.get();
    }
  }

  /** What happens to a request. */
  @FunctionalInterface
  public interface Fault {
    void happen(Forward forward, Answer answer) throws IOException;

    /** An error of S3 in place of what the store would say; the store is not asked. */
    static Fault fail(int status, String code) {
      String body =
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
              + code
              + "</Code><Message>As the test wants it</Message></Error>";
      String head =
          "HTTP/1.1 "
              + status
              + " Fault\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      return (forward, answer) -> answer.send(ascii(head + body));
    }

    /** The store does as it is asked, and the connection breaks before its answer is there. */
    static Fault loseReply() {
      return (forward, answer) -> forward.get();
    }

    /**
     * Says that it wrote, whatever the condition, as an old store does.
     *
     * @param etag the MD5 of what it was given, in hexadecimal digits
     */
    static Fault sayDone(String etag) {
      String head =
          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\nETag: \""
              + etag
              + "\"\r\n\r\n";
      return (forward, answer) -> answer.send(ascii(head));
    }

    /** The store is asked later. */
    static Fault delay(Duration time) {
      return (forward, answer) -> {
        try {
          TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        answer.send(forward.get());
      };
    }
  }

  /** The store's own answer. */
  @FunctionalInterface
  public interface Forward {
    byte[] get() throws IOException;
  }

  /** Where an answer goes. */
  @FunctionalInterface
  public interface Answer {
    void send(byte[] bytes) throws IOException;
  }
}
