package io.ingot.quality.history;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Trend;
import io.ingot.core.project.Write;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges a table's measures by what they were before. The lake's log of measures is read once, when
 * the first of them is judged, and 90 days back.
 */
public final class Trends {
  private static final Duration REACH = Duration.ofDays(90);

  private final TableName table;
  private final Optional<Write.Mode> mode;
  private final Optional<MeasureLog> log;
  private final Clock clock;
  private Optional<List<Measurement>> known = Optional.empty();

  private Trends(
      TableName table, Optional<Write.Mode> mode, Optional<MeasureLog> log, Clock clock) {
    this.table = Objects.requireNonNull(table, "table");
    this.mode = mode;
    this.log = log;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Of a table whose earlier measures are in a lake. */
  public static Trends of(Table table, Lake lake, Clock clock) {
    return new Trends(table.name(), mode(table), Optional.of(new MeasureLog(lake)), clock);
  }

  /** Of a table that was never measured. */
  public static Trends unmeasured(TableName table) {
    return new Trends(table, Optional.empty(), Optional.empty(), Clock.systemUTC());
  }

  /**
   * What a check's own past says of a new value.
   *
   * @param name by which its values are kept
   * @param value empty where there is nothing to measure, such as the mean of no rows
   * @param batch that the value is of; empty for none
   */
  public Verdict judge(
      Trend.Anomaly check, String name, OptionalDouble value, Optional<Batch> batch) {
    Verdict verdict =
        value.isEmpty()
            ? Verdict.of(check.words(), Ruling.PASSED, "nothing: there is no value")
            : judge(check, name, value.getAsDouble(), batch);
    return verdict.ownedBy(check.terms().owner());
  }

  private Verdict judge(Trend.Anomaly check, String name, double value, Optional<Batch> batch) {
    String words = check.words();
    String measured = Numbers.measured(check.measure(), value);
    Optional<String> unlike = batch.flatMap(this::unlike);
    if (unlike.isPresent()) {
      // Without its number it will not count as an earlier value either.
      return Verdict.of(
          words, Ruling.PASSED, measured + "; not held against others: " + unlike.get());
    }
    Outlook outlook = Outlook.of(check);
    Series usual = Series.of(measurements(), table, name).usual(check.history());
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    int has = outlook.has(usual, today);
    if (has < outlook.needs()) {
      return Verdict.of(
              words,
              Ruling.PASSED,
              measured + "; " + has + " of " + outlook.needs() + " earlier values")
          .measuring(value);
    }
    return outlook
        .next(usual, today)
        .map(expected -> held(check, value, expected))
        .orElseGet(
            () ->
                Verdict.of(
                        words,
                        Ruling.NOTED,
                        measured + "; not judged: most days before have no value")
                    .measuring(value));
  }

  private static Verdict held(Trend.Anomaly check, double value, Expected expected) {
    String range = expected.words(check.measure());
    Ruling broken = check.level() == CheckTerms.Level.WARN ? Ruling.WARNED : Ruling.REFUSED;
    return Verdict.of(
            check.words(),
            expected.holds(value) ? Ruling.PASSED : broken,
            Numbers.measured(check.measure(), value) + "; expected " + range)
        .measuring(value)
        .wanting(range);
  }

  /** Why a batch is unlike those of every day, so that neither is judged by the other. */
  private Optional<String> unlike(Batch batch) {
    Plan plan = batch.plan();
    boolean whole = mode.filter(Write.Mode.REPLACE::equals).isPresent();
    if (plan instanceof Plan.Rebuild && !whole) {
      return Optional.of("the table is computed as a whole");
    }
    boolean usual =
        plan instanceof Plan.Extract
            || plan instanceof Plan.Advance
            || plan instanceof Plan.Rebuild;
    if (!usual) {
      return Optional.of("a " + plan.mode());
    }
    return batch.number() == 0 && !whole
        ? Optional.of("the first batch of the table")
        : Optional.empty();
  }

  private List<Measurement> measurements() {
    List<Measurement> all =
        known.orElseGet(
            () -> log.map(kept -> kept.since(clock.instant().minus(REACH))).orElse(List.of()));
    known = Optional.of(all);
    return all;
  }

  private static Optional<Write.Mode> mode(Table table) {
    if (table instanceof SilverTable silver) {
      return Optional.of(silver.write().mode());
    }
    return table instanceof GoldTable gold ? Optional.of(gold.write().mode()) : Optional.empty();
  }
}
