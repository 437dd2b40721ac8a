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
        Optional<Long> gap,
    @Doc("How far below the last window rows are looked for again, as 1h or as a count for numbers")
        Optional<Span> lookback,
    @Doc("The most that one batch takes, as 7d or as a count; a backlog becomes several batches")
        Optional<Span> maxWindow,
    @Doc("What becomes of rows whose column is null: fail, include or quarantine") OnNull onNull,
    @Doc("The zone of a timestamp without one; its clocks must never change") Optional<Zone> zone,
    @Doc("PostgreSQL: wait ends the window before the oldest open transaction; ignore trusts lag")
        OpenTransactions openTransactions) {
  public Watermark {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(lag, "lag");
    Objects.requireNonNull(gap, "gap");
    Objects.requireNonNull(lookback, "lookback");
    Objects.requireNonNull(maxWindow, "maxWindow");
    Objects.requireNonNull(zone, "zone");
    onNull = onNull == null ? OnNull.FAIL : onNull;
    openTransactions = openTransactions == null ? OpenTransactions.WAIT : openTransactions;
    if (lag.isPresent() == gap.isPresent()) {
      throw new IllegalArgumentException(
          "Say either lag (timestamp column, such as 5m) or gap (numeric column, such as 1000).");
    }
    if (lag.filter(Duration::isNegative).isPresent()
        || gap.filter(value -> value < 0).isPresent()) {
      throw new IllegalArgumentException("lag and gap must not be negative.");
    }
    requireAlike("lookback", lookback, lag.isPresent());
    requireAlike("max_window", maxWindow, lag.isPresent());
    if (maxWindow.filter(Watermark::isNothing).isPresent()) {
      throw new IllegalArgumentException("max_window must be greater than nothing.");
    }
    if (zone.filter(Zone::changesItsClocks).isPresent()) {
      throw new IllegalArgumentException(
          "The clocks of "
              + zone.get()
              + " change, so an hour of each year comes twice and rows of it would be lost. Use a"
              + " column with a time zone, or a view that converts to UTC.");
    }
  }

  private static boolean isNothing(Span span) {
    return span.equals(new Span.Time(Duration.ZERO)) || span.equals(new Span.Count(0));
  }

  private static void requireAlike(String key, Optional<Span> span, boolean time) {
    if (span.filter(said -> said instanceof Span.Time != time).isPresent()) {
      throw new IllegalArgumentException(
          time
              ? key + " goes with lag: write a duration, such as 1h."
              : key + " goes with gap: write a count, such as 5000.");
    }
  }

  /** What becomes of rows that have no value in the column, so that no window holds them. */
  public enum OnNull {
    /** The run stops. */
    FAIL,
    /** They are read with every window; those that are there already are duplicates. */
    INCLUDE,
    /** They are read as well, and kept as records that silver sets aside. */
    QUARANTINE
  }

  /** What a transaction that is open at the source means for the end of a window. */
  public enum OpenTransactions {
    /** The window ends before it began: it may still commit rows that carry that time. */
    WAIT,
    /** Only the lag protects. */
    IGNORE
  }
}
