package io.ingot.quality.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ingot.core.batch.Verdict;
import io.ingot.core.watch.Measurement;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A number that was measured last, and what became of it.
 *
 * @param at when
 * @param name of what was measured
 */
record Mark(
    Instant at,
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalDouble value,
    boolean passed) {
  private static final Set<Verdict.Ruling> BROKEN =
      Set.of(Verdict.Ruling.WARNED, Verdict.Ruling.REFUSED);

  Mark {
    value = value == null ? OptionalDouble.empty() : value;
  }

  static Mark of(Measurement measurement) {
    return new Mark(
        measurement.at(),
        measurement.name(),
        measurement.value(),
        measurement.ruling().filter(BROKEN::contains).isEmpty());
  }
}
