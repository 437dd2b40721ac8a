package io.ingot.core.project;

import static io.ingot.core.project.Binding.mistakes;
import static io.ingot.core.project.Binding.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestDeclarationTest {
  @Test
  void anEndpointNeedsNothingButItsPath() {
    assertThat(source("connection: api, endpoint: /v1/events"))
        .isEqualTo(
            new Source.Endpoint(
                "api",
                "/v1/events",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                10_000));
  }

  @Test
  void everyKeyOfAnEndpointIsRead() {
    assertThat(
            source(
                "connection: api, endpoint: /v1/events, records: data.items, params: {kind: a},"
                    + " pages: {type: page, param: page, first: 0, size_param: n, size: 50},"
                    + " increment: {from: since, to: until, format: epoch_millis,"
                    + " start: 2026-01-01, lag: 1m, max_window: 1d, clock: local}, max_pages: 7"))
        .isEqualTo(
            new Source.Endpoint(
                "api",
                "/v1/events",
                Optional.of("data.items"),
                Map.of("kind", "a"),
                Optional.of(
                    new Pages.Page("page", Optional.of(0L), Optional.of("n"), Optional.of(50L))),
                Optional.of(
                    new Increment(
                        "since",
                        Optional.of("until"),
                        Increment.Format.EPOCH_MILLIS,
                        new Increment.Moment(Instant.parse("2026-01-01T00:00:00Z")),
                        Duration.ofMinutes(1),
                        Optional.of(Duration.ofDays(1)),
                        Increment.Clock.LOCAL)),
                7));
    assertThat(source("connection: api, endpoint: /e, pages: {type: link}"))
        .extracting(source -> ((Source.Endpoint) source).pages())
        .isEqualTo(Optional.of(new Pages.Link()));
  }

  @Test
  void anEndpointThatCannotBeMeantIsRefused() {
    assertRefused("endpoint: v1", "Invalid endpoint");
    assertRefused("endpoint: \"/a?b=1\"", "Invalid endpoint");
    assertRefused("endpoint: /a, max_pages: -1", "max_pages must be at least 1");
    assertRefused(
        "endpoint: /a, params: {after: 1}, pages: {type: cursor, from: next, param: after}",
        "use the same parameter");
    assertRefused("endpoint: /a, pages: {type: page, param: p, size: 5}", "belong together");
    assertRefused(
        "endpoint: /a, pages: {type: page, param: p, size_param: n, size: 0}", "at least 1");
    assertRefused(
        "endpoint: /a, pages: {type: offset, param: p, size_param: n, size: 0}", "at least 1");
    assertRefused("endpoint: /a, increment: {from: a, start: 2026-01-01}", "format day has none");
    assertRefused(
        "endpoint: /a, increment: {from: a, to: b, format: day, start: 2026-01-01}",
        "format day has none");
    assertRefused("endpoint: /a, increment: {from: a, to: a, start: 2026-01-01}", "same parameter");
    assertRefused(
        "endpoint: /a, increment: {from: a, to: b, start: 2026-01-01, max_window: 10ms}",
        "at least 1s");
    assertRefused(
        "endpoint: /a, increment: {from: a, format: day, start: 2026-01-01, max_window: 1h}",
        "at least 1d");
    assertRefused("endpoint: /a, increment: {from: a, to: b, start: soon}", "Invalid time 'soon'");
  }

  @Test
  void aConnectionNeedsNothingButItsUrl() {
    assertThat(connection("url: \"https://api.example.com/v1\""))
        .isEqualTo(
            new Connection.Rest(
                "https://api.example.com/v1",
                Optional.empty(),
                Set.of(),
                false,
                Duration.ofSeconds(30),
                64L << 20));
  }

  @Test
  void aConnectionThatWouldLeakOrCannotBeAskedIsRefused() {
    assertRefusedConnection("url: \"http://api.example.com\"", "http needs allow_private");
    assertRefusedConnection("url: \"ftp://api.example.com\", allow_private: true", "Unsupported");
    assertRefusedConnection("url: \"https://ada:x@api.example.com\"", "must not carry a login");
    assertRefusedConnection("url: \"https://api.example.com/?key=1\"", "must not carry parameters");
    assertRefusedConnection("url: \"https://a.b\", hosts: [\"https://c.d\"]", "Invalid host");
    assertRefusedConnection("url: \"https://a.b\", max_bytes: 2000000000", "Invalid max_bytes");
    assertRefusedConnection("url: \"https://a.b\", timeout: 0s", "greater than nothing");
    assertRefusedConnection(
        "url: \"https://a.b\", auth: {type: api_key, header: Host, key: \"${env:K}\"}",
        "Invalid header");
    assertRefusedConnection(
        "url: \"https://a.b\", auth: {type: oauth, token_url: \"http://a.b/t\", client: c, secret:"
            + " \"${env:K}\"}",
        "http needs allow_private");
    assertRefusedConnection(
        "url: \"https://a.b\", auth: {type: bearer, token: written-out}",
        "not written into a file");
  }

  private static Source source(String keys) {
    return read(BronzeTable.class, "source: {" + keys + "}").source();
  }

  private static Connection.Rest connection(String keys) {
    return read(Connection.Rest.class, "{" + keys + "}");
  }

  private static void assertRefused(String keys, String why) {
    assertThat(mistakes(BronzeTable.class, "source: {connection: api, " + keys + "}"))
        .singleElement()
        .asString()
        .contains(why);
  }

  private static void assertRefusedConnection(String keys, String why) {
    assertThat(mistakes(Connection.Rest.class, "{" + keys + "}"))
        .singleElement()
        .asString()
        .contains(why);
  }
}
