package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Retry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An HTTP interface as its connection declares it. Not for several threads at once. */
public final class Api {
  private final String origin;
  private final Exchange exchange;
  private final Hosts hosts;
  private final Login login;
  private final Patience patience;

  private Api(String origin, Exchange exchange, Hosts hosts, Login login, Patience patience) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.exchange = exchange;
    this.hosts = hosts;
    this.login = login;
    this.patience = patience;
  }

  /**
   * Opens an interface; nothing is asked yet.
   *
   * @param origin its name in messages, such as connection and endpoint
   */
  public static Api open(String origin, Connection.Rest connection, Retry retry) {
    return open(origin, connection, new Hosts(origin, connection), new Patience(retry));
  }

  static Api open(String origin, Connection.Rest connection, Hosts hosts, Patience patience) {
    Exchange exchange = new Exchange(origin, connection);
    Login login =
        connection.auth().map(auth -> Login.of(auth, exchange, hosts)).orElseGet(Login::none);
    return new Api(origin, exchange, hosts, login, patience);
  }

  String origin() {
    return origin;
  }

  /**
   * The answer to a GET, of status 200.
   *
   * @throws SourceException when the address is not allowed, or the server gives no such answer
   */
  Answer get(URI uri) {
    return patience.ask(() -> required(answer("GET", uri)));
  }

  /**
   * The answer to a GET; empty when the interface itself says, in JSON, that there is nothing. A
   * 404 in another form is more likely from something that stands before it.
   *
   * @throws SourceException as {@link #get}
   */
  Optional<Answer> find(URI uri) {
    return patience.ask(
        () -> {
          Answer answer = answer("GET", uri);
          return answer.status() == 404 && answer.isJson()
              ? Optional.empty()
              : Optional.of(required(answer));
        });
  }

  /**
   * The server's time, to the second, as the headers of an address tell it.
   *
   * @throws SourceException when they don't tell it, or as {@link #get}
   */
  public Instant now(URI uri) {
    Answer answer =
        patience.ask(
            () -> {
              Answer head = answer("HEAD", uri);
              return tellsTime(head) ? head : required(answer("GET", uri));
            });
    return answer
        .date()
        .orElseThrow(
            () ->
                new SourceException(
                    "Cannot read "
                        + origin
                        + ": the server does not tell its time in a Date header, so the end of a"
                        + " window is not known. Set clock: local in 'increment' to go by this"
                        + " machine's clock."));
  }

  /**
   * Whether the server itself answered: it knows the time also when it does not know HEAD, or wants
   * parameters.
   */
  private static boolean tellsTime(Answer answer) {
    int status = answer.status();
    boolean itself = status < 300 || status >= 400 && !Set.of(401, 403, 408, 429).contains(status);
    return itself && (status < 500 || status == 501) && answer.date().isPresent();
  }

  private Answer required(Answer answer) {
    if (answer.status() != 200) {
      throw Statuses.failure(exchange, answer);
    }
    return answer;
  }

  private Answer answer(String method, URI uri) {
    hosts.requireAllowed(uri);
    Answer answer = exchange.send(request(method, uri));
    return answer.status() == 401 && login.renew() ? exchange.send(request(method, uri)) : answer;
  }

  private HttpRequest.Builder request(String method, URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    login.headers().forEach(request::header);
    return request;
  }
}
