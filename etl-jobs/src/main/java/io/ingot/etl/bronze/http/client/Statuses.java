package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an answer means whose status is not 200. */
final class Statuses {
  private Statuses() {}

  /** The failure that a status stands for. */
  static RuntimeException failure(Exchange exchange, Answer answer) {
    int status = answer.status();
    SourceException failure =
        exchange.failed(fault(status), answer.uri(), "answered " + status + advice(answer), null);
    Optional<Duration> pause = pause(answer);
    return (status == 429 || status == 503) && pause.isPresent()
        ? new AskedToWaitException(pause.get(), failure)
        : failure;
  }

  private static Fault fault(int status) {
    if (status == 429) {
      return Fault.BUSY;
    }
    if (status == 408) {
      return Fault.TIMEOUT;
    }
    return status >= 500 ? Fault.SERVER : Fault.LASTING;
  }

  private static String advice(Answer answer) {
    int status = answer.status();
    if (status >= 300 && status < 400) {
      return ", which leads to "
          + target(answer)
          + ". Redirects are not followed; write the right address into the connection";
    }
    if (status == 401 || status == 403) {
      return ". Check the connection's auth";
    }
    if (status == 404) {
      return ". Check the connection's url and the endpoint";
    }
    return status < 500 ? ", where 200 was expected" : "";
  }

  /** The host that a redirect names; the rest of it can hold tokens. */
  private static String target(Answer answer) {
    String location = answer.headers().firstValue("location").orElse("");
    try {
      return "host " + answer.uri().resolve(location).getHost();
    } catch (IllegalArgumentException e) {
      return "an address that is none";
    }
  }

  /** The pause that is asked for, as seconds or as a moment of the server's clock. */
  private static Optional<Duration> pause(Answer answer) {
    return answer
        .headers()
        .firstValue("retry-after")
        .map(String::strip)
        .flatMap(
            text ->
                text.matches("[0-9]{1,9}")
                    ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                    : Answer.time(text).map(until -> until(answer, until)));
  }

  private static Duration until(Answer answer, Instant moment) {
    Duration pause = Duration.between(answer.date().orElseGet(Instant::now), moment);
    return pause.isNegative() ? Duration.ZERO : pause;
  }
}
