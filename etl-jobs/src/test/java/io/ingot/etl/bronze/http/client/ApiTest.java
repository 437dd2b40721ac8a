package io.ingot.etl.bronze.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.core.error.Fault;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Auth;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Retry;
import io.ingot.core.project.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
  private static final Retry THREE_TRIES =
      new Retry(3, Duration.ofMillis(1), Duration.ofMillis(5), Set.of());
  private static final String SECRET = "s3cret-value";

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("ingot.env.REST_TEST_SECRET", SECRET);
    server = ScriptedServer.answering(asked -> Reply.json("[]"));
  }

  @AfterEach
  void stop() {
    System.clearProperty("ingot.env.REST_TEST_SECRET");
    server.close();
  }

  @Test
  void bearerTokenPasswordAndKeyReachTheServer() {
    api(new Auth.Bearer(secret())).get(uri("/a"));
    api(new Auth.Basic("ada", secret())).get(uri("/a"));
    api(new Auth.ApiKey("X-Api-Key", secret())).get(uri("/a"));
    api().get(uri("/a"));

    assertThat(server.asked())
        .extracting(asked -> asked.header("authorization") + "|" + asked.header("x-api-key"))
        .containsExactly(
            "Bearer s3cret-value|", "Basic YWRhOnMzY3JldC12YWx1ZQ==|", "|s3cret-value", "|");
  }

  @Test
  void aTokenIsFetchedOnceAndOnceMoreWhenItIsRefused() {
    Iterator<String> tokens = List.of("first", "second", "third").iterator();
    server.script(
        asked -> {
          if (asked.path().equals("/token")) {
            return Reply.json(
                "{\"access_token\": \"" + tokens.next() + "\", \"expires_in\": 3600}");
          }
          boolean stale =
              asked.path().equals("/late") && asked.header("authorization").contains("first");
          return stale ? Reply.status(401) : Reply.json("[]");
        });
    Api api = api(oauth());

    api.get(uri("/a"));
    api.get(uri("/b"));
    api.get(uri("/late"));

    assertThat(server.asked())
        .extracting(asked -> asked.path() + " " + asked.header("authorization"))
        .containsExactly(
            "/token Basic Y2xpZW50OnMzY3JldC12YWx1ZQ==",
            "/a Bearer first",
            "/b Bearer first",
            "/late Bearer first",
            "/token Basic Y2xpZW50OnMzY3JldC12YWx1ZQ==",
            "/late Bearer second");
    assertThat(server.asked().get(0).body())
        .isEqualTo("grant_type=client_credentials&scope=read+all");
  }

  @Test
  void aTokenThatIsAboutToEndIsNotUsedAgain() {
    server.script(
        asked ->
            Reply.json(
                asked.path().equals("/token")
                    ? "{\"access_token\": \"short\", \"expires_in\": 20}"
                    : "[]"));
    Api api = api(oauth());
    api.get(uri("/a"));
    api.get(uri("/b"));

    assertThat(server.asked())
        .extracting(Asked::path)
        .containsExactly("/token", "/a", "/token", "/b");
  }

  @Test
  void aTokenThatIsRefusedTwiceIsAFailureThatTellsNoSecret() {
    server.script(
        asked ->
            asked.path().equals("/token")
                ? Reply.json("{\"access_token\": \"hidden-token\"}")
                : Reply.of(401, "application/json", "{\"got\": \"hidden-token\"}"));

    SourceException failure = failure(api(oauth()), "/a?key=in-the-query");

    assertThat(failure.fault()).isEqualTo(Fault.LASTING);
    assertThat(failure)
        .hasMessage("Cannot read crm/a: 127.0.0.1/a answered 401. Check the connection's auth.");
    assertThat(server.asked()).hasSize(4);
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("hidden-token", SECRET, "in-the-query");
  }

  @Test
  void aSecretThatNoHeaderCanCarryIsNotRepeated() {
    System.setProperty("ingot.env.REST_TEST_SECRET", "two\nlines");

    assertThatThrownBy(() -> api(new Auth.Bearer(secret())).get(uri("/a")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("'token'")
        .hasMessageNotContaining("lines");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void twoFailuresInsideTheServerPassAndAThirdIsTold() {
    script(Reply.status(500), Reply.status(502), Reply.json("[1]"));
    assertThat(api().get(uri("/a")).body()).isEqualTo("[1]".getBytes(StandardCharsets.UTF_8));

    script(Reply.status(500), Reply.status(502), Reply.status(503), Reply.json("[1]"));
    assertThat(failure(api(), "/a").fault()).isEqualTo(Fault.SERVER);
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void onlyDeclaredFailuresAreTriedAgain() {
    server.script(asked -> Reply.status(Integer.parseInt(asked.path().substring(1))));
    for (int status : List.of(400, 403, 404, 204, 302)) {
      assertThat(failure(api(), "/" + status).fault()).isEqualTo(Fault.LASTING);
    }
    assertThat(server.asked()).hasSize(5);

    Retry noServer = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(5), Set.of(Fault.BUSY));
    Api api = Api.open("crm/a", connection(Optional.empty()), noServer);
    assertThat(failure(api, "/500").fault()).isEqualTo(Fault.SERVER);
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void aStormOfRefusalsIsWaitedOutAsTheServerAsksAndCountsAsNoTry() {
    script(
        refusal(429, "1"),
        refusal(429, "0"),
        refusal(503, "0"),
        refusal(429, "0"),
        refusal(429, "0"),
        Reply.json("[]"));
    long began = System.nanoTime();

    api().get(uri("/a"));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void aServerThatAsksForMorePatienceThanThereIsIsNotWaitedFor() {
    script(refusal(429, "3600"), Reply.json("[]"));
    long began = System.nanoTime();

    SourceException failure = failure(api(), "/a");

    assertThat(failure.fault()).isEqualTo(Fault.BUSY);
    assertThat(failure).hasMessageContaining("3600 s").hasMessageContaining("300 s in all");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void theBudgetIsForAllWaitsOfAPageTogether() {
    server.script(asked -> refusal(429, "0"));
    Patience patience =
        new Patience(
            new Retry(3, Duration.ofMillis(20), Duration.ofMillis(20), Set.of()),
            Duration.ofMillis(100));
    Connection.Rest connection = connection(Optional.empty());
    Api api = Api.open("crm/a", connection, new Hosts("crm/a", connection), patience);

    assertThat(failure(api, "/a").fault()).isEqualTo(Fault.BUSY);
    assertThat(server.asked()).hasSizeBetween(2, 6);
  }

  @Test
  void aMomentToComeBackIsReadByTheServersOwnClock() throws IOException {
    Iterator<Reply> replies =
        List.of(refusal(429, "Sun, 01 Mar 2026 00:10:01 GMT"), Reply.json("[]")).iterator();
    try (ClockedServer clocked =
        ClockedServer.answering(asked -> replies.next()).at("2026-03-01T00:10:00Z")) {
      long began = System.nanoTime();
      Api api = Api.open("crm/a", connection(clocked.url()), THREE_TRIES);

      assertThat(api.get(URI.create(clocked.url())).status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void silenceIsATimeoutBeforeTheAnswerAndInTheMiddleOfIt() throws IOException {
    Retry once = new Retry(1, Duration.ZERO, Duration.ZERO, Set.of());
    server.script(
        asked -> {
          sleep(3000);
          return Reply.json("[]");
        });
    Api silent = Api.open("crm/a", quick(server.url()), once);
    assertThat(failure(silent, "/a").fault()).isEqualTo(Fault.TIMEOUT);

    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread half =
          new Thread(
              () -> {
                try (var connection = socket.accept()) {
                  connection
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,"
                              .getBytes(StandardCharsets.UTF_8));
                  sleep(3000);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      half.setDaemon(true);
      half.start();
      String url = "http://127.0.0.1:" + socket.getLocalPort();
      Api stalled = Api.open("crm/a", quick(url), once);
      long began = System.nanoTime();
      assertThatThrownBy(() -> stalled.get(URI.create(url + "/a")))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("was not answered within 0.3s");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      half.interrupt();
    }
  }

  @Test
  void aServerThatIsNotThereOrCutsItsAnswerOffIsAConnectionThatFailed() throws IOException {
    try (ClockedServer torn =
        ClockedServer.answering(asked -> Reply.json("[1,").with("Content-Length", "9"))) {
      Api api = Api.open("crm/a", connection(torn.url()), THREE_TRIES);
      SourceException failure =
          catchThrowableOfType(SourceException.class, () -> api.get(URI.create(torn.url() + "/a")));
      assertThat(failure.fault()).isEqualTo(Fault.CONNECTION);
      assertThat(torn.queries()).hasSize(3);
    }
    server.close();
    assertThat(failure(api(), "/a").fault()).isEqualTo(Fault.CONNECTION);
  }

  @Test
  void aRedirectIsNotFollowedAndOnlyItsHostIsNamed() throws IOException {
    try (ScriptedServer other = ScriptedServer.answering(asked -> Reply.json("[]"))) {
      server.script(asked -> Reply.status(302).with("Location", other.url() + "/b?session=hidden"));

      assertThat(failure(api(new Auth.Bearer(secret())), "/a"))
          .hasMessageContaining("302, which leads to host 127.0.0.1.")
          .hasMessageNotContaining("hidden");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void aPrivateAddressIsNotAskedUnlessItIsAllowed() {
    String url = server.url().replace("http:", "https:");
    Connection.Rest closed = new Connection.Rest(url, Optional.empty(), Set.of(), false, null, 0);

    assertThatThrownBy(() -> Api.open("crm/a", closed, THREE_TRIES).get(URI.create(url + "/a")))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot read crm/a: host 127.0.0.1 leads to 127.0.0.1, which is no public address. Set"
                + " allow_private: true if it is right.");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void oneAddressOfANameIsEnoughToRefuseIt() throws IOException {
    InetAddress[] mixed = {InetAddress.getByName("9.9.9.9"), InetAddress.getByName("10.0.0.1")};
    Connection.Rest closed =
        new Connection.Rest("https://api.example.com", Optional.empty(), Set.of(), false, null, 0);
    Hosts hosts = new Hosts("crm/a", closed, name -> mixed);

    assertThatThrownBy(() -> hosts.requireAllowed(URI.create("https://api.example.com/a")))
        .hasMessageContaining("leads to 10.0.0.1");
  }

  @Test
  void plainHttpIsSpokenInPrivateNetworksOnly() throws IOException {
    InetAddress[] open = {InetAddress.getByName("9.9.9.9")};
    Connection.Rest plain =
        new Connection.Rest("http://api.example.com", Optional.empty(), Set.of(), true, null, 0);
    Hosts hosts = new Hosts("crm/a", plain, name -> open);

    assertThatThrownBy(() -> hosts.requireAllowed(URI.create("http://api.example.com/a")))
        .hasMessageContaining("by plain http");
  }

  @Test
  void aBodyThatIsTooLongIsNotReadToItsEnd() {
    byte[] long_ = new byte[200_000];
    java.util.Arrays.fill(long_, (byte) ' ');
    server.script(asked -> Reply.json("").body(long_));
    assertThat(failure(small(), "/a")).hasMessageContaining("more than 100000 bytes");

    server.script(asked -> Reply.json("").body(packed(long_)).with("Content-Encoding", "gzip"));
    assertThat(failure(small(), "/a")).hasMessageContaining("more than 100000 bytes");
    assertThat(server.asked()).hasSize(2);

    server.script(
        asked ->
            Reply.json("")
                .body(packed("[1]".getBytes(StandardCharsets.UTF_8)))
                .with("Content-Encoding", "gzip"));
    assertThat(small().get(uri("/a")).body()).isEqualTo("[1]".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theServersClockIsReadFromItsHeadersWhateverItThinksOfTheQuestion() throws IOException {
    try (ClockedServer clocked = ClockedServer.answering(asked -> Reply.status(405))) {
      Api api = Api.open("crm/a", connection(clocked.url()), THREE_TRIES);
      assertThat(
              catchThrowableOfType(SourceException.class, () -> api.now(URI.create(clocked.url())))
                  .fault())
          .isEqualTo(Fault.LASTING);

      clocked.script(asked -> asked.method().equals("HEAD") ? Reply.status(405) : Reply.json("[]"));
      assertThatThrownBy(() -> api.now(URI.create(clocked.url())))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("clock: local");

      clocked.at("2026-03-01T00:10:00Z");
      assertThat(api.now(URI.create(clocked.url())))
          .isEqualTo(Instant.parse("2026-03-01T00:10:00Z"));
    }
  }

  private static Reply refusal(int status, String after) {
    return Reply.status(status).with("Retry-After", after);
  }

  private void script(Reply... replies) {
    Iterator<Reply> next = List.of(replies).iterator();
    Function<Asked, Reply> script = asked -> next.next();
    server.script(script);
  }

  private static Secret secret() {
    return Secret.of("${env:REST_TEST_SECRET}");
  }

  private Auth oauth() {
    return new Auth.Oauth(server.url() + "/token", "client", secret(), Optional.of("read all"));
  }

  private Api api() {
    return Api.open("crm/a", connection(Optional.empty()), THREE_TRIES);
  }

  private Api api(Auth auth) {
    return Api.open("crm/a", connection(Optional.of(auth)), THREE_TRIES);
  }

  private Api small() {
    Connection.Rest small =
        new Connection.Rest(server.url(), Optional.empty(), Set.of(), true, null, 100_000);
    return Api.open("crm/a", small, THREE_TRIES);
  }

  private Connection.Rest connection(Optional<Auth> auth) {
    return new Connection.Rest(server.url(), auth, Set.of(), true, null, 0);
  }

  private static Connection.Rest connection(String url) {
    return new Connection.Rest(url, Optional.empty(), Set.of(), true, null, 0);
  }

  private static Connection.Rest quick(String url) {
    return new Connection.Rest(url, Optional.empty(), Set.of(), true, Duration.ofMillis(300), 0);
  }

  private URI uri(String path) {
    return URI.create(server.url() + path);
  }

  private SourceException failure(Api api, String path) {
    return catchThrowableOfType(SourceException.class, () -> api.get(uri(path)));
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
