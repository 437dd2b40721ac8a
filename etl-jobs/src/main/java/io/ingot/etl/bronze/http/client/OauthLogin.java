package io.ingot.etl.bronze.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.Fault;
import io.ingot.core.project.Auth;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A token by client credentials (RFC 6749, section 4.4), kept in memory until shortly before it
 * ends.
 */
final class OauthLogin implements Login {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How much earlier a token is given up than it ends: a request needs time on its way. */
  private static final Duration RESERVE = Duration.ofSeconds(30);

  private final Auth.Oauth auth;
  private final Exchange exchange;
  private final Hosts hosts;
  private Optional<Token> token = Optional.empty();

  OauthLogin(Auth.Oauth auth, Exchange exchange, Hosts hosts) {
    this.auth = auth;
    this.exchange = exchange;
    this.hosts = hosts;
  }

  @Override
  public Map<String, String> headers() {
    Token valid = token.filter(Token::lasts).orElseGet(this::fetch);
    token = Optional.of(valid);
    return Map.of("Authorization", "Bearer " + valid.value());
  }

  @Override
  public boolean renew() {
    token = Optional.empty();
    return true;
  }

  private Token fetch() {
    URI uri = URI.create(auth.tokenUrl());
    hosts.requireReachable(uri);
    String form =
        "grant_type=client_credentials"
            + auth.scope().map(scope -> "&scope=" + encoded(scope)).orElse("");
    Answer answer =
        exchange.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                    "Authorization",
                    Login.basic(encoded(auth.client()), encoded(auth.secret().reveal())))
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    if (answer.status() != 200) {
      throw Statuses.failure(exchange, answer);
    }
    return token(uri, answer.body());
  }

  /** Neither the body nor what a parser says of it is repeated: it holds the token. */
  private Token token(URI uri, byte[] body) {
    JsonNode json = json(body);
    String value = json.path("access_token").asText();
    String type = json.path("token_type").asText("bearer");
    if (!Login.isSendable(value) || !type.equalsIgnoreCase("bearer")) {
      throw exchange.failed(
          Fault.LASTING,
          uri,
          "gave no bearer token. Check token_url, client and scope of the connection's auth",
          null);
    }
    JsonNode seconds = json.path("expires_in");
    return new Token(
        value,
        System.nanoTime(),
        seconds.isMissingNode()
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(seconds.asLong()).minus(RESERVE)));
  }

  private static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * A token.
   *
   * @param lasting how long it may be used; empty when the server does not say
   */
  private record Token(String value, long fetched, Optional<Duration> lasting) {
    boolean lasts() {
      return lasting.filter(most -> System.nanoTime() - fetched >= most.toNanos()).isEmpty();
    }

    @Override
    public String toString() {
      return "***";
    }
  }
}
