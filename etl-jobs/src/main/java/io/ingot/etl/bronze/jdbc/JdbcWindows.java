package io.ingot.etl.bronze.jdbc;

import io.ingot.core.batch.Window;
import io.ingot.core.error.GapException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Span;
import io.ingot.core.project.Watermark;
import io.ingot.core.project.Watermark.OnNull;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides the windows of a table, {@code [lo, hi)}, and says them in SQL. {@code hi} is decided
 * before anything is read: the database's own clock minus the lag, and not after the oldest open
 * transaction began; or for a number the greatest value minus the gap.
 */
final class JdbcWindows {
  private final JdbcTable table;
  private final Watermark watermark;
  private final Cursor cursor;

  JdbcWindows(JdbcTable table, Watermark watermark) {
    this.table = table;
    this.watermark = watermark;
    this.cursor = Cursor.of(table, watermark);
  }

  Cursor cursor() {
    return cursor;
  }

  /**
   * The window after a bound.
   *
   * @param bound where the last one ended, in microseconds of the epoch or as the number; empty
   *     before the first one
   * @param nullsTaken how many rows without a value the last batch took; empty when not known
   * @throws SourceException when rows have no value and must have one
   * @throws GapException when the numbers started over
   */
  Ahead next(Optional<Long> bound, Optional<Long> nullsTaken) {
    long nulls = nulls();
    if (nulls > 0 && watermark.onNull() == OnNull.FAIL) {
      throw new SourceException(
          "Cannot read "
              + table.origin()
              + ": "
              + nulls
              + " rows have no "
              + cursor.name()
              + ", so no window would ever hold them. Fill it in at the source, for instance by a"
              + " default, or set on_null to include or quarantine.");
    }
    boolean evenIfEmpty = nulls > 0 && nullsTaken.filter(taken -> taken == nulls).isEmpty();
    return cursor.kind() == CursorKind.NUMBER
        ? numbers(bound, evenIfEmpty)
        : times(bound.map(JdbcWindows::moment), evenIfEmpty);
  }

  private long nulls() {
    return table.count(cursor.quoted() + " IS NULL");
  }

  private Ahead times(Optional<Instant> lo, boolean evenIfEmpty) {
    SourceClock clock = table.clock(watermark.openTransactions());
    Instant young = clock.now().minus(watermark.lag().orElseThrow());
    Optional<Instant> held = clock.oldest().filter(oldest -> oldest.isBefore(young));
    Window.Times whole = new Window.Times(lo, cursor.floor(held.orElse(young)));
    String none =
        held.map(oldest -> "a transaction that is open at the source since " + oldest + " holds")
            .map(told -> told + " back what is newer")
            .orElse("no row of the source is newer");
    if (lo.filter(last -> !last.isBefore(whole.hi())).isPresent()) {
      return Ahead.nothing(none);
    }
    Optional<Instant> least = table.least(cursor, condition(whole));
    if (least.isEmpty()) {
      return evenIfEmpty ? Ahead.of(whole) : Ahead.nothing(none);
    }
    return watermark
        .maxWindow()
        .map(span -> least.get().plus(((Span.Time) span).length()))
        .filter(end -> end.isBefore(whole.hi()))
        .map(end -> Ahead.partly(new Window.Times(lo, end)))
        .orElse(Ahead.of(whole));
  }

  private Ahead numbers(Optional<Long> lo, boolean evenIfEmpty) {
    Ahead nothing = Ahead.nothing("no row of the source is newer");
    Optional<Long> greatest = table.range(cursor.name(), "1 = 1").map(ReadRange::greatest);
    requireNotStartedOver(greatest, lo);
    long gap = watermark.gap().orElseThrow();
    Optional<Window.Numbers> whole =
        greatest
            .map(value -> new Window.Numbers(lo, Math.addExact(Math.subtractExact(value, gap), 1)))
            .filter(window -> lo.filter(last -> last >= window.hi()).isEmpty());
    if (whole.isEmpty()) {
      return nothing;
    }
    Optional<Long> least = table.range(cursor.name(), condition(whole.get())).map(ReadRange::least);
    if (least.isEmpty()) {
      return evenIfEmpty ? Ahead.of(whole.get()) : nothing;
    }
    return watermark
        .maxWindow()
        .map(span -> ((Span.Count) span).length())
        .filter(most -> whole.get().hi() - least.get() > most)
        .map(most -> Ahead.partly(new Window.Numbers(lo, least.get() + most)))
        .orElse(Ahead.of(whole.get()));
  }

  private void requireNotStartedOver(Optional<Long> greatest, Optional<Long> bound) {
    if (bound.isPresent() && greatest.isPresent() && greatest.get() < bound.get() - 1) {
      throw new GapException(
          "Cannot go on with "
              + table.origin()
              + ": "
              + cursor.name()
              + " was read up to "
              + (bound.get() - 1)
              + " and ends at "
              + greatest.get()
              + " now, so the source started over or lost its newest rows. Say from where to go on by"
              + " 'ingot state set', or delete the table if it is to start anew too.");
    }
  }

  /** The rows of a window, for SQL. */
  String condition(Window window) {
    if (window instanceof Window.Times times) {
      return between(times.lo().map(cursor::literal), cursor.literal(times.hi()));
    }
    Window.Numbers numbers = (Window.Numbers) window;
    return between(numbers.lo().map(String::valueOf), String.valueOf(numbers.hi()));
  }

  /** The rows of a window, those that may be late for former ones, and those without a value. */
  String conditionWithLate(Window window) {
    String late = condition(withLookback(window));
    return watermark.onNull() == OnNull.FAIL
        ? late
        : "(" + late + " OR " + cursor.quoted() + " IS NULL)";
  }

  /** A window with the stretch below it that is looked through again. */
  Window withLookback(Window window) {
    if (window instanceof Window.Times times) {
      Duration back =
          watermark.lookback().map(span -> ((Span.Time) span).length()).orElse(Duration.ZERO);
      return new Window.Times(times.lo().map(lo -> lo.minus(back)), times.hi());
    }
    Window.Numbers numbers = (Window.Numbers) window;
    long back = watermark.lookback().map(span -> ((Span.Count) span).length()).orElse(0L);
    return new Window.Numbers(numbers.lo().map(lo -> lo - back), numbers.hi());
  }

  private String between(Optional<String> lo, String hi) {
    String column = cursor.quoted();
    return lo.map(least -> column + " >= " + least + " AND ").orElse("") + column + " < " + hi;
  }

  /** A bound of times as a moment. */
  static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A moment as a bound. */
  static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  /**
   * What comes next.
   *
   * @param window empty when there is nothing to take
   * @param backlog whether more is there than the window may hold
   * @param reason why there is nothing
   */
  record Ahead(Optional<Window> window, boolean backlog, String reason) {
    Ahead {
      Objects.requireNonNull(window, "window");
      Objects.requireNonNull(reason, "reason");
    }

    static Ahead nothing(String reason) {
      return new Ahead(Optional.empty(), false, reason);
    }

    static Ahead of(Window window) {
      return new Ahead(Optional.of(window), false, "");
    }

    static Ahead partly(Window window) {
      return new Ahead(Optional.of(window), true, "");
    }
  }
}
