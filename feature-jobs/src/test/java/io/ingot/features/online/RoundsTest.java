package io.ingot.features.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.Fault;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final List<String> noted = new ArrayList<>();

  @Test
  void whatMayPassIsNotedAndDoneAgainInTheNextRound() {
    ExitCode last =
        rounds(
            List.of(
                Optional.of(new FencedException("another one began")),
                Optional.of(failure(Fault.CONNECTION, "hung up")),
                Optional.empty()));

    assertThat(last).isEqualTo(ExitCode.DONE);
    assertThat(noted).containsExactly("another one began", "hung up");
  }

  @Test
  void whatWillFailAgainEndsTheRounds() {
    assertThatThrownBy(
            () ->
                rounds(
                    List.of(
                        Optional.of(failure(Fault.LASTING, "wrong password")), Optional.empty())))
        .isInstanceOf(SourceException.class)
        .hasMessage("wrong password");
    assertThat(noted).isEmpty();
  }

  /** Two rounds within the time, and the last one. */
  private ExitCode rounds(List<Optional<RuntimeException>> failures) {
    Iterator<Optional<RuntimeException>> next = failures.iterator();
    return new Rounds(Duration.ofSeconds(1), Duration.ofSeconds(10))
        .each(
            Ticks.at(
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:01Z",
                "2026-01-01T00:00:01Z",
                "2026-01-01T00:00:02Z",
                "2026-01-01T00:00:20Z"),
            () -> {
              next.next()
                  .ifPresent(
                      failure -> {
                        throw failure;
                      });
              return ExitCode.DONE;
            },
            noted::add);
  }

  private static SourceException failure(Fault fault, String message) {
    return new SourceException(fault, message, message, null);
  }
}
