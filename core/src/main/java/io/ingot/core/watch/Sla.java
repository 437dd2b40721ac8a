package io.ingot.core.watch;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often the checks of tables passed over a stretch of time: a check is judged with each batch
 * and each call that judges it, and passed unless it warned or refused.
 *
 * @param from since when
 * @param to until when
 * @param checks the worst first
 * @param success of all of them together
 */
public record Sla(Instant from, Instant to, List<Line> checks, Rate success) {
  /** How long back it looks. */
  public static final Duration SPAN = Duration.ofDays(30);

  /** Least share of judgements that must have passed. */
  public static final double THRESHOLD = 0.99;

  public Sla {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    checks = List.copyOf(checks);
    Objects.requireNonNull(success, "success");
  }

  /** Of what a lake's log tells of some tables in the {@link #SPAN} before a moment. */
  public static Sla of(MeasureLog log, Set<TableName> tables, Instant to) {
    Instant from = to.minus(SPAN);
    return of(
        from,
        to,
        log.since(from).stream()
            .filter(measure -> tables.contains(measure.table()))
            .filter(measure -> !measure.at().isAfter(to))
            .toList());
  }

  static Sla of(Instant from, Instant to, Collection<Measurement> measures) {
    List<Measurement> judged =
        measures.stream().filter(measure -> measure.ruling().isPresent()).toList();
    List<Line> lines =
        judged.stream()
            .collect(Collectors.groupingBy(Subject::of, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(Sla::line)
            // Stable, so that tables and checks stay in order among equals.
            .sorted(Comparator.comparingDouble(line -> line.score().rate().orElseThrow()))
            .toList();
    return new Sla(from, to, lines, Rate.of(judged));
  }

  private static Line line(Map.Entry<Subject, List<Measurement>> check) {
    Measurement last =
        check.getValue().stream().max(Comparator.comparing(Measurement::at)).orElseThrow();
    return new Line(
        check.getKey().table(),
        check.getKey().check(),
        Rate.of(check.getValue()),
        last.value(),
        last.ruling().orElseThrow(),
        last.at());
  }

  /**
   * One check of one table.
   *
   * @param score how often it passed
   * @param value what was measured last; empty where there was nothing to measure
   * @param verdict how it ended last
   * @param checkedAt when that was
   */
  public record Line(
      TableName table,
      String check,
      Rate score,
      OptionalDouble value,
      Verdict.Ruling verdict,
      Instant checkedAt) {}

  /**
   * How often something passed.
   *
   * @param judged how often it was judged
   * @param passed how often of those it passed
   * @param rate the share of those, 0 to 1; empty for none
   * @param threshold the least share that is well
   * @param met whether it is well; nothing is broken where nothing was judged
   */
  public record Rate(long judged, long passed, OptionalDouble rate, double threshold, boolean met) {
    static Rate of(Collection<Measurement> judged) {
      long passed =
          judged.stream().filter(measure -> isPassed(measure.ruling().orElseThrow())).count();
      OptionalDouble rate =
          judged.isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of((double) passed / judged.size());
      return new Rate(judged.size(), passed, rate, THRESHOLD, rate.orElse(1) >= THRESHOLD);
    }

    private static boolean isPassed(Verdict.Ruling ruling) {
      return ruling == Verdict.Ruling.PASSED || ruling == Verdict.Ruling.NOTED;
    }
  }

  private record Subject(TableName table, String check) implements Comparable<Subject> {
    static Subject of(Measurement measure) {
      String name = measure.name();
      return new Subject(
          measure.table(), measure.kind() == Measurement.Kind.DRIFT ? "drift " + name : name);
    }

    @Override
    public int compareTo(Subject other) {
      return Comparator.comparing(Subject::table)
          .thenComparing(Subject::check)
          .compare(this, other);
    }
  }
}
