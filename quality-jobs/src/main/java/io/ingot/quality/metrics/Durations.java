package io.ingot.quality.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long runs took, over all runs.
 *
 * @param counts how many took up to each bound and longer than the one before it
 * @param seconds of all together
 */
record Durations(List<Long> counts, double seconds) {
  static final List<Double> BOUNDS =
      List.of(10d, 30d, 60d, 120d, 300d, 600d, 1800d, 3600d, Double.POSITIVE_INFINITY);

  private static final double MILLIS = 1000.0;

  Durations {
    counts = List.copyOf(counts);
    if (counts.size() != BOUNDS.size()) {
      throw new IllegalArgumentException("Counts of other bounds: " + counts.size());
    }
  }

  static Durations none() {
    return new Durations(Collections.nCopies(BOUNDS.size(), 0L), 0);
  }

  Durations and(Duration took) {
    double more = took.toMillis() / MILLIS;
    int bucket =
        IntStream.range(0, BOUNDS.size())
            .filter(bound -> more <= BOUNDS.get(bound))
            .findFirst()
            .orElseThrow();
    return new Durations(
        IntStream.range(0, counts.size())
            .mapToObj(at -> counts.get(at) + (at == bucket ? 1 : 0))
            .toList(),
        seconds + more);
  }
}
