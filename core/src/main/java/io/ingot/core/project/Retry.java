package io.ingot.core.project;

import io.ingot.core.error.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** How often a source or a stage that fails is tried again, and after which failures. */
@Doc("How often a source or a stage that fails is tried again")
public record Retry(
    @Doc("Tries in all, the first one too, 1 to 20; 3 unless said") int attempts,
    @Doc("Pause before the second try; doubles with each one, with jitter; 2s unless said")
        Duration pause,
    @Doc("The longest pause; 1m unless said") Duration atMost,
    @Doc("Failures that may pass: connection, timeout, busy, server; all of them unless said")
        Set<Fault> passing) {
  public Retry {
    attempts = attempts == 0 ? 3 : attempts;
    pause = pause == null ? Duration.ofSeconds(2) : pause;
    atMost = atMost == null ? Duration.ofMinutes(1) : atMost;
    passing =
        passing.isEmpty() ? Set.copyOf(EnumSet.complementOf(EnumSet.of(Fault.LASTING))) : passing;
    passing = Set.copyOf(passing);
    if (attempts < 1 || attempts > 20) {
      throw new IllegalArgumentException("Invalid attempts: " + attempts + ". Use 1 to 20.");
    }
    if (passing.contains(Fault.LASTING)) {
      throw new IllegalArgumentException(
          "A lasting failure does not pass. Use connection, timeout, busy or server.");
    }
    if (atMost.compareTo(pause) < 0) {
      throw new IllegalArgumentException("at_most is shorter than pause. Swap them.");
    }
  }

  /** What holds where nothing was declared. */
  public static Retry usual() {
    return new Retry(0, null, null, Set.of());
  }
}
