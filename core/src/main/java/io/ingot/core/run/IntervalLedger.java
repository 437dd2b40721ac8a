package io.ingot.core.run;

import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every batch of a table in the order of its commits, as far as its log tells, or told while it was
 * looked at. It decides nothing: it is what the commits say, put together.
 *
 * @param table the table
 * @param tableId Delta's id of it; empty where the table is not there
 * @param upTo the table's version up to which commits were looked at; -1 for none
 * @param intervals oldest first
 */
public record IntervalLedger(TableName table, String tableId, long upTo, List<Interval> intervals) {
  public IntervalLedger {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(tableId, "tableId");
    intervals = List.copyOf(intervals);
  }

  static IntervalLedger empty(TableName table, String tableId) {
    return new IntervalLedger(table, tableId, -1, List.of());
  }

  IntervalLedger and(List<Interval> later, long lookedUpTo) {
    long last = later.stream().map(Interval::version).max(Comparator.naturalOrder()).orElse(-1L);
    return new IntervalLedger(
        table,
        tableId,
        Math.max(lookedUpTo, last),
        Stream.concat(intervals.stream(), later.stream()).toList());
  }

  /**
   * The batches that no commit tells of any more, since the log was cleaned before it was asked.
   */
  public List<Untold> untold() {
    List<Untold> holes = new ArrayList<>();
    long next = 0;
    for (Interval interval : intervals) {
      if (interval.batch() > next) {
        holes.add(new Untold(next, interval.batch() - 1));
      }
      next = interval.batch() + 1;
    }
    return holes;
  }

  /** What was passed over of a source, in the order in which it came about; what was closed too. */
  public List<Gap> gaps() {
    return Gaps.in(this);
  }

  /** The last batch. */
  public Optional<Interval> last() {
    return last(intervals.stream());
  }

  /** The last batch that took something, be it files. */
  public Optional<Interval> lastTaking() {
    return last(intervals.stream().filter(interval -> !interval.moves()));
  }

  /** The last batch that took a stretch of a source. */
  public Optional<Interval> lastWindow() {
    return last(intervals.stream().filter(interval -> interval.window().isPresent()));
  }

  /** The last time that the table's progress was moved. */
  public Optional<Interval> lastMove() {
    return last(intervals.stream().filter(Interval::moves));
  }

  /** Rows that came after their window had passed, over all batches that are told. */
  public long lateRows() {
    return intervals.stream().mapToLong(Interval::lateRows).sum();
  }

  private static Optional<Interval> last(Stream<Interval> of) {
    return of.reduce((earlier, later) -> later);
  }

  /** Batches {@code from} to {@code to}, both of them too. */
  public record Untold(long from, long to) {
    /** For a person. */
    public String describe() {
      return from == to ? "batch " + from : "batches " + from + " to " + to;
    }
  }
}
