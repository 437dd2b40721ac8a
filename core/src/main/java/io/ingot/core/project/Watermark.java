package io.ingot.core.project;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The column that tells which rows are new. A window is {@code [lo, hi)}; {@code hi} is the
 * source's own clock minus {@code lag}, or for a number the greatest value minus {@code gap}.
 */
@Doc("The column that tells which rows are new")
public record Watermark(
    @Required @Doc("A timestamp or a number that only grows") String column,
    @Doc("How long a writing transaction may take at the source; rows younger than this wait")
        Optional<Duration> lag,
    @Doc("For a numeric column: how far below its greatest value rows may still appear")
        Optional<Long> gap) {
  public Watermark {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(lag, "lag");
    Objects.requireNonNull(gap, "gap");
    if (lag.isPresent() == gap.isPresent()) {
      throw new IllegalArgumentException(
          "Say either lag (timestamp column, such as 5m) or gap (numeric column, such as 1000).");
    }
    if (lag.filter(Duration::isNegative).isPresent()
        || gap.filter(value -> value < 0).isPresent()) {
      throw new IllegalArgumentException("lag and gap must not be negative.");
    }
  }
}
