package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.project.Channel;
import io.ingot.core.project.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCourierTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(300),
          3,
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4));

  private final Secrets secrets = new Secrets();
  private Hook hook;

  @BeforeEach
  void open() throws IOException {
    hook = new Hook();
  }

  @AfterEach
  void close() {
    hook.close();
    secrets.close();
  }

  @Test
  void aWebhookIsGivenJsonAndTheAuthorization() throws IOException {
    Channel channel =
        new Channel.Webhook(
            secrets.of(hook.url()), Optional.of(secrets.of("Bearer canary")), Set.of(), false);

    assertThat(carried(channel)).isEqualTo(new Delivery.Accepted());

    assertThat(hook.heads().get(0).getFirst("Authorization")).isEqualTo("Bearer canary");
    assertThat(hook.heads().get(0).getFirst("Content-Type")).isEqualTo("application/json");
    JsonNode body = new ObjectMapper().readTree(hook.bodies().get(0));
    assertThat(body.get("version").asInt()).isEqualTo(1);
    assertThat(body.get("headline").asText()).isEqualTo("shop (prod): a test");
  }

  @Test
  void aServerThatFailsOnceIsAskedAgain() {
    hook.then(500, "X", "y");

    assertThat(carried(slack())).isEqualTo(new Delivery.Accepted());
    assertThat(hook.bodies()).hasSize(2);
  }

  @Test
  void aServerThatFailsForGoodIsAskedThreeTimes() {
    hook.then(500, "X", "y").then(502, "X", "y").then(503, "X", "y");

    assertThat(carried(slack()))
        .isEqualTo(new Delivery.Refused("it answered with HTTP 503, 3 times"));
    assertThat(hook.bodies()).hasSize(3);
  }

  @Test
  void aServerThatAsksForAPauseIsGivenIt() {
    String soon =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(1).atOffset(ZoneOffset.UTC));
    hook.then(429, "Retry-After", "1").then(503, "Retry-After", soon);
    Instant begin = Instant.now();

    assertThat(carried(slack())).isEqualTo(new Delivery.Accepted());

    assertThat(hook.bodies()).hasSize(3);
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aServerThatAsksForTooLongAPauseIsLeftAlone() {
    hook.then(429, "Retry-After", "3");

    assertThat(carried(slack()))
        .isEqualTo(new Delivery.Refused("it answered with HTTP 429, and wants to be asked later"));
    assertThat(hook.bodies()).hasSize(1);
  }

  @Test
  void whatIsRefusedIsNotSentAgainAndTheAnswerIsNotRepeated() {
    hook.then(404, "X", "y");

    assertThat(carried(slack())).isEqualTo(new Delivery.Refused("it answered with HTTP 404"));
    assertThat(hook.bodies()).hasSize(1);
  }

  @Test
  void nobodyIsToldWhoWasNotNamed() throws IOException {
    try (Hook other = new Hook()) {
      hook.then(307, "Location", other.url());

      assertThat(carried(slack())).isEqualTo(new Delivery.Refused("it answered with HTTP 307"));
      assertThat(other.bodies()).isEmpty();
    }
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Channel channel = slack("http://127.0.0.1:" + mute.getLocalPort() + "/canary-url");
      Instant begin = Instant.now();

      assertThat(carried(channel)).isEqualTo(new Delivery.Refused("no answer in 300 ms, 3 times"));
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void allChannelsTogetherTakeNoLongerThanPatienceLasts() throws IOException {
    Patience impatient =
        new Patience(
            Duration.ofSeconds(30),
            3,
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofMillis(400));
    try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Channel channel = slack("http://127.0.0.1:" + mute.getLocalPort() + "/canary-url");
      Instant begin = Instant.now();

      Map<String, Delivery> deliveries =
          new Post(impatient)
              .carry(
                  List.of(
                      new Post.Letter("a", channel, message()),
                      new Post.Letter("b", channel, message()),
                      new Post.Letter("c", slack(), message())));

      assertThat(deliveries)
          .containsExactly(
              Map.entry("a", new Delivery.Refused("not taken in 400 ms")),
              Map.entry("b", new Delivery.Refused("not taken in 400 ms")),
              Map.entry("c", new Delivery.Accepted()));
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void anAnswerWhoseBodyNeverEndsIsAnAnswer() {
    hook.then(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('o');
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(5_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Instant begin = Instant.now();

    assertThat(carried(slack())).isEqualTo(new Delivery.Accepted());
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void noReasonRepeatsAnAddressOrASecret() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(carried(slack("http://127.0.0.1:" + free + "/canary-url")))
        .isEqualTo(new Delivery.Refused("no connection, 3 times"));
    for (String address : List.of("no address canary-url", "canary-url", "ftp://canary-url/x")) {
      assertThat(carried(slack(address)))
          .isEqualTo(new Delivery.Refused("its address or authorization is not written as one"));
    }
    Channel broken =
        new Channel.Webhook(
            secrets.of(hook.url()), Optional.of(secrets.of("canary\r\nX: y")), Set.of(), false);
    assertThat(carried(broken))
        .isEqualTo(new Delivery.Refused("its address or authorization is not written as one"));
    assertThat(carried(new Channel.Slack(Secret.of("${env:NOBODY_SET_IT}"), Set.of(), false)))
        .isEqualTo(
            new Delivery.Refused(
                "Cannot find the secret ${env:NOBODY_SET_IT}. Set it and run again."));
    assertThat(hook.bodies()).isEmpty();
  }

  private Channel slack() {
    return slack(hook.url());
  }

  private Channel slack(String address) {
    return new Channel.Slack(secrets.of(address), Set.of(), false);
  }

  private static Delivery carried(Channel channel) {
    return new Post(SHORT).carry(List.of(new Post.Letter("ops", channel, message()))).get("ops");
  }

  private static Message message() {
    return new Message(
        "shop (prod): a test",
        "shop",
        "prod",
        Optional.of("run-1"),
        Instant.parse("2026-01-01T00:00:00Z"),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        Optional.empty());
  }
}
