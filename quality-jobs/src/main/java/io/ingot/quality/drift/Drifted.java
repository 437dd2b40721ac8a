package io.ingot.quality.drift;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Drift;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.Measurement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far one column's distribution is from its baseline. It holds no value of any row.
 *
 * @param method psi, ks or category
 * @param value the distance; empty where there are too few rows to say
 * @param warn from which value on it warns
 * @param fail from which value on it alarms
 * @param beyond how many looks in a row reached {@code warn}, this one the last
 * @param windows how many it takes before it tells
 * @param rows rows now
 * @param baselineRows rows of the baseline
 * @param look what was looked at, and against what
 * @param against what it is compared with
 * @param ruling what becomes of it; empty where there are too few rows
 */
record Drifted(
    TableName table,
    String column,
    String method,
    OptionalDouble value,
    BigDecimal warn,
    BigDecimal fail,
    int beyond,
    int windows,
    long rows,
    long baselineRows,
    String look,
    String against,
    Optional<Ruling> ruling,
    String verdict) {
  Drifted {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(ruling, "ruling");
  }

  /** Judges by what was measured before, under the same baseline. */
  static Drifted of(Compared compared, List<Measurement> before) {
    Subject subject = compared.subject();
    Drift drift = subject.drift();
    Streak streak = new Streak(before);
    boolean enough = compared.isEnough();
    double distance = compared.distance();
    int beyond = enough ? streak.beyond(drift.warn(), distance, compared.look()) : 0;
    Optional<Ruling> ruling =
        enough ? Optional.of(streak.rule(drift, distance, compared.look())) : Optional.empty();
    return new Drifted(
        subject.table(),
        subject.column(),
        drift.method().word(),
        enough ? OptionalDouble.of(distance) : OptionalDouble.empty(),
        drift.warn(),
        drift.fail(),
        beyond,
        drift.windows(),
        compared.now().rows(),
        compared.baseline().histogram().rows(),
        compared.look(),
        compared.against(),
        ruling,
        verdict(compared, ruling, beyond));
  }

  private static String verdict(Compared compared, Optional<Ruling> ruling, int beyond) {
    Drift drift = compared.subject().drift();
    if (ruling.isEmpty()) {
      return (compared.baseline().isEnough(compared.subject())
              ? "too few rows now"
              : "too few rows in the baseline")
          + ", it takes "
          + drift.minRows();
    }
    return switch (ruling.get()) {
      case PASSED -> "alike";
      case NOTED -> "beyond in " + beyond + " of " + drift.windows() + " looks";
      case WARNED -> "warned";
      case REFUSED -> "alarm";
    };
  }

  /** Whether somebody is to be told of it. */
  boolean isTold() {
    return exit() != ExitCode.DONE;
  }

  /** The limit that it is at or beyond, or would be first. */
  BigDecimal limit() {
    return ruling.filter(Ruling.REFUSED::equals).isPresent() ? fail : warn;
  }

  /** How far it is, such as {@code 4.3212 in 2 looks}. */
  String inWords() {
    return value.stream()
        .mapToObj(
            distance ->
                String.format(Locale.ROOT, "%.4f in %d %s", distance, beyond, looks(beyond)))
        .findFirst()
        .orElse(verdict);
  }

  private static String looks(int count) {
    return count == 1 ? "look" : "looks";
  }

  /** How a process ends for it. */
  ExitCode exit() {
    if (ruling.filter(Ruling.REFUSED::equals).isPresent()) {
      return ExitCode.GATE_REFUSED;
    }
    return ruling.filter(Ruling.WARNED::equals).isPresent() ? ExitCode.WARNINGS : ExitCode.DONE;
  }

  /** What is kept of it; empty where there was nothing to measure. */
  Optional<Measurement> measured(String call, Instant at) {
    return ruling.map(
        ruled ->
            new Measurement(
                at,
                call,
                table,
                Measurement.Kind.DRIFT,
                method + " " + column,
                value,
                Optional.of(ruled),
                Optional.of(Streak.wanted(warn, look))));
  }
}
