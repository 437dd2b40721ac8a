package io.ingot.quality.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Trend;
import io.ingot.core.project.Trend.Measure;
import io.ingot.core.project.Trend.Method;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendsTest {
  private static final TableName TABLE = TableName.of("silver.orders");
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");
  private static final Trend.Anomaly ROWS = Anomalies.rows(Method.ONLINE_NORMAL, 7);

  private static final double[] QUIET = {1000, 1010, 990, 1005, 995, 1020, 980, 1000};

  @TempDir Path folder;
  private Lake lake;
  private Table table;
  private int kept;

  @BeforeEach
  void openLake() {
    TestProject project =
        TestProject.in(folder)
            .file("bronze/drop.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
            .file(
                "silver/orders.yml",
                "from: bronze.drop\ncolumns:\n  id: {type: bigint}\n  price: {type: double}\n");
    lake = project.lake();
    table = project.load().table(TABLE).orElseThrow();
  }

  @Test
  void aJumpIsRefusedWithTheRangeInWords() {
    quiet();

    Verdict verdict = judge(ROWS, 120);

    assertThat(verdict.ruling()).isEqualTo(Ruling.REFUSED);
    assertThat(verdict.summary())
        .matches(
            "anomaly rows by online_normal: measured 120 rows; expected 9\\d\\d to 1,0\\d\\d from"
                + " 8 earlier values");
    assertThat(verdict.wanted().orElseThrow()).endsWith("from 8 earlier values");
    assertThat(verdict.value()).hasValue(120);
    assertThat(judge(ROWS, 1012).ruling()).isEqualTo(Ruling.PASSED);
  }

  @Test
  void beforeThereIsEnoughHistoryNothingIsAnAnomaly() {
    IntStream.range(0, 3).forEach(i -> keep(ROWS, Ruling.PASSED, 1000));

    Verdict verdict = judge(ROWS, 1);

    assertThat(verdict.ruling()).isEqualTo(Ruling.PASSED);
    assertThat(verdict.measured()).isEqualTo("1 row; 3 of 7 earlier values");
    assertThat(verdict.value()).hasValue(1);
  }

  @Test
  void whatWasRefusedNeverWasTheTables() {
    quiet();
    for (int i = 0; i < 20; i++) {
      keep(ROWS, Ruling.REFUSED, 50);
      // It passed, and the batch was refused for something else.
      run(
          Verdict.of(ROWS.words(), Ruling.PASSED, "").measuring(50),
          Verdict.of("complete id", Ruling.REFUSED, ""));
    }

    assertThat(judge(ROWS, 50).ruling()).isEqualTo(Ruling.REFUSED);
    assertThat(judge(ROWS, 50).measured()).endsWith("from 8 earlier values");
  }

  @Test
  void aBatchBeforeTheRefusedOneOfItsRunCounts() {
    IntStream.range(0, 6).forEach(i -> keep(ROWS, Ruling.PASSED, 1000 + i));
    run(
        Verdict.of(ROWS.words(), Ruling.PASSED, "").measuring(1003),
        Verdict.of(ROWS.words(), Ruling.REFUSED, "").measuring(2));

    assertThat(judge(ROWS, 1004).measured()).endsWith("from 7 earlier values");
  }

  @Test
  void anAnomalyThatWasPublishedHidesNoOther() {
    quiet();
    keep(ROWS, Ruling.WARNED, 90_000);

    assertThat(judge(ROWS, 5_000).ruling()).isEqualTo(Ruling.REFUSED);
    assertThat(judge(ROWS, 1_000).ruling()).isEqualTo(Ruling.PASSED);
  }

  @Test
  void aLastingShiftBecomesNormal() {
    Trend.Anomaly warning =
        new Trend.Anomaly(
            Measure.ROWS,
            Optional.empty(),
            Method.ONLINE_NORMAL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            7,
            CheckTerms.usual().at(CheckTerms.Level.WARN));
    quiet();
    List<Ruling> told = new ArrayList<>();
    for (double value : QUIET) {
      Ruling ruling = judge(warning, value + 4000).ruling();
      told.add(ruling);
      keep(warning, ruling, value + 4000);
    }

    assertThat(told.subList(0, 7)).containsOnly(Ruling.WARNED);
    assertThat(told.get(7)).isEqualTo(Ruling.PASSED);
    assertThat(judge(warning, 1000).ruling()).isEqualTo(Ruling.WARNED);
    assertThat(judge(warning, 5000).measured()).endsWith("from 8 earlier values");
  }

  @Test
  void onlyValuesOfThisCheckOfThisTableCountAndNoneIsOlderThanNinetyDays() {
    Trend.Anomaly other = Anomalies.of(Measure.SUM, "price", CheckTerms.usual());
    IntStream.range(0, 9).forEach(i -> keep(other, Ruling.PASSED, 5));
    measure(TableName.of("silver.sales"), ROWS.words(), 5, NOW.minus(Duration.ofDays(1)));
    measure(TABLE, ROWS.words(), 5, NOW.minus(Duration.ofDays(91)));
    keep(ROWS, Ruling.PASSED, 1000);

    assertThat(judge(ROWS, 5).measured()).isEqualTo("5 rows; 1 of 7 earlier values");
  }

  @Test
  void aBatchThatIsUnlikeThoseOfEveryDayIsNeitherJudgedNorKept() {
    quiet();
    Window window = new Window.Numbers(Optional.of(1L), 2);

    Verdict backfill = judge(ROWS, 1, 9, new Plan.Backfill(window, "test"));

    assertThat(backfill.ruling()).isEqualTo(Ruling.PASSED);
    assertThat(backfill.measured()).isEqualTo("1 row; not held against others: a backfill");
    assertThat(backfill.value()).isEmpty();
    assertThat(judge(ROWS, 90_000, 9, rebuild()).measured())
        .isEqualTo("90,000 rows; not held against others: the table is computed as a whole");
    assertThat(judge(ROWS, 90_000, 0, new Plan.Extract(window, "test", false)).value()).isEmpty();
    assertThat(judge(ROWS, 1, 9, new Plan.Extract(window, "test", false)).ruling())
        .isEqualTo(Ruling.REFUSED);
    assertThat(judge(ROWS, 0, 9, new Plan.Advance(Map.of(), Map.of(), "test")).ruling())
        .isEqualTo(Ruling.REFUSED);
  }

  @Test
  void whereThereIsNothingToMeasureNothingIsBroken() {
    quiet();

    Verdict verdict =
        trends()
            .judge(
                Anomalies.of(Measure.MEAN, "price", CheckTerms.usual()),
                "anomaly mean price",
                OptionalDouble.empty(),
                Optional.empty());

    assertThat(verdict.ruling()).isEqualTo(Ruling.PASSED);
    assertThat(verdict.value()).isEmpty();
  }

  private void quiet() {
    for (double value : QUIET) {
      keep(ROWS, Ruling.PASSED, value);
    }
  }

  private void keep(Trend.Anomaly check, Ruling ruling, double value) {
    run(Verdict.of(check.words(), ruling, "").measuring(value));
  }

  private void run(Verdict... verdicts) {
    kept++;
    Instant at = NOW.minus(Duration.ofDays(60)).plus(Duration.ofHours(12L * kept));
    String run = "run" + kept;
    List<Measurement> measured = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      measured.add(Measurement.of(at, run, TABLE, verdict));
    }
    new MeasureLog(lake).keep(run, at, measured);
  }

  private void measure(TableName of, String words, double value, Instant at) {
    Verdict verdict = Verdict.of(words, Ruling.PASSED, "").measuring(value);
    new MeasureLog(lake)
        .keep(
            "other" + at.getEpochSecond(),
            at,
            List.of(Measurement.of(at, "other" + at, of, verdict)));
  }

  private Trends trends() {
    return Trends.of(table, lake, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Verdict judge(Trend.Anomaly check, double value) {
    return trends().judge(check, check.words(), OptionalDouble.of(value), Optional.empty());
  }

  private Verdict judge(Trend.Anomaly check, double value, long number, Plan plan) {
    return trends()
        .judge(
            check,
            check.words(),
            OptionalDouble.of(value),
            Optional.of(new Batch(TABLE, 0, number, plan, "definition", "run", NOW)));
  }

  private static Plan rebuild() {
    return new Plan.Rebuild(Map.of(), "test");
  }
}
