package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Coverage.Part;
import io.ingot.core.run.Stretch.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the gaps in a ledger: where the table's progress was moved forward, or a window begins
 * after the one before it ended, and nothing else ever took what lies between.
 */
final class Gaps {
  private final TableName table;
  private final Map<Line, Coverage> taken = new HashMap<>();
  private final Map<Line, Long> ends = new HashMap<>();
  private final List<Leap> leaps = new ArrayList<>();
  private Optional<Interval> moved = Optional.empty();
  private Optional<Window> window = Optional.empty();
  private long next;

  private Gaps(TableName table) {
    this.table = table;
  }

  /** The gaps in the order in which they came about; those that were closed too. */
  static List<Gap> in(IntervalLedger ledger) {
    Gaps gaps = new Gaps(ledger.table());
    ledger.intervals().forEach(gaps::follow);
    return gaps.leaps.stream().flatMap(gaps::judged).toList();
  }

  private void follow(Interval interval) {
    if (interval.batch() > next) {
      // What the batches between took is not told, so nothing can be said of it.
      ends.clear();
    }
    next = interval.batch() + 1;
    if (interval.moves()) {
      moved = Optional.of(interval);
      interval.steps().forEach(step -> step(interval, step));
    }
    interval.window().ifPresent(window -> take(interval, window));
  }

  /** What is passed over is missing from then on, even if the source never shows a new row. */
  private void step(Interval interval, Plan.Move.Step step) {
    window
        .flatMap(last -> Line.of(step.bound(), last))
        .ifPresent(
            line -> {
              step.from().ifPresent(from -> leap(interval, line, from, step.to()));
              ends.put(line, step.to());
            });
  }

  private void take(Interval interval, Window taken) {
    for (Stretch stretch : Stretch.of(taken)) {
      window = Optional.of(taken);
      if (interval.extracts()) {
        long end = ends.getOrDefault(stretch.line(), stretch.lo());
        leap(interval, stretch.line(), end, stretch.lo());
        ends.put(stretch.line(), stretch.hi());
      }
      coverage(stretch.line()).add(stretch.lo(), stretch.hi());
    }
  }

  private void leap(Interval interval, Line line, long from, long to) {
    coverage(line)
        .missing(from, to)
        .forEach(part -> leaps.add(new Leap(line, part, interval, moved)));
  }

  private Coverage coverage(Line line) {
    return taken.computeIfAbsent(line, first -> new Coverage());
  }

  private Stream<Gap> judged(Leap leap) {
    List<Part> missing = coverage(leap.line()).missing(leap.part().lo(), leap.part().hi());
    return missing.isEmpty()
        ? Stream.of(leap.gap(table, leap.part(), Gap.State.CLOSED))
        : missing.stream().map(part -> leap.gap(table, part, Gap.State.OPEN));
  }

  private record Leap(Line line, Part part, Interval interval, Optional<Interval> moved) {
    Gap gap(TableName table, Part part, Gap.State state) {
      return new Gap(
          table,
          line.name(),
          line.words(part.lo()),
          line.words(part.hi()),
          interval.batch(),
          interval.at(),
          moved.flatMap(Interval::who),
          moved.map(Interval::reason),
          state);
    }
  }
}
