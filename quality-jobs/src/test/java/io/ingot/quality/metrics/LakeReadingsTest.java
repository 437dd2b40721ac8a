package io.ingot.quality.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Json;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.Measurement;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeReadingsTest {
  private static final String MONDAY = "2026-01-05T02:00:00Z";
  private static final String TUESDAY = "2026-01-06T02:00:00Z";
  private static final String AT_MONDAY = "1.7675784E9";

  @TempDir private Path folder;

  @Test
  void aRunIsToldInPrometheusTextFormat() {
    Told told =
        Told.nothing()
            .and(
                MadeUp.run(
                    "r1",
                    MONDAY,
                    0,
                    MadeUp.published("bronze.item", 100, 0, 0),
                    MadeUp.published("silver.item", 100, 3, 5)))
            .open(Map.of(TableName.of("silver.item"), 3L));

    assertThat(readings(told, "", "").text())
        .contains(
            """
            # HELP pipeline_last_run_success Whether the last run that ended did all it was to do.
            # TYPE pipeline_last_run_success gauge
            pipeline_last_run_success{environment="dev",pipeline="shop"} 1.0
            """,
            """
            # TYPE pipeline_runs_total counter
            pipeline_runs_total{environment="dev",pipeline="shop",status="failed"} 0.0
            """,
            """
            pipeline_runs_total{environment="dev",pipeline="shop",status="success"} 1.0
            """,
            """
            pipeline_duration_seconds_bucket{environment="dev",pipeline="shop",le="30.0"} 0
            pipeline_duration_seconds_bucket{environment="dev",pipeline="shop",le="60.0"} 1
            """,
            """
            pipeline_duration_seconds_sum{environment="dev",pipeline="shop"} 60.0
            """,
            """
            data_last_update_timestamp_seconds{dataset="silver.item",environment="dev",pipeline="shop"} %s
            """
                .formatted(AT_MONDAY),
            """
            pipeline_last_run_records{dataset="silver.item",environment="dev",kind="quarantined",pipeline="shop",stage="silver"} 3.0
            """,
            """
            late_row_ratio{dataset="silver.item",environment="dev",pipeline="shop"} 0.05
            """,
            """
            quarantine_open_rows{dataset="silver.item",environment="dev",pipeline="shop"} 3.0
            """);
  }

  @Test
  void aRunThatFailsLeavesTheMomentsOfItsTableAndOfTheLastSuccess() {
    Told told =
        Told.nothing()
            .and(
                MadeUp.run(
                    "r1",
                    MONDAY,
                    4,
                    MadeUp.ended("bronze.item", "unchanged"),
                    MadeUp.published("silver.item", 10, 0, 0)))
            .and(
                MadeUp.run(
                    "r2",
                    TUESDAY,
                    3,
                    MadeUp.published("bronze.item", 1, 0, 0),
                    MadeUp.ended("silver.item", "refused")));
    Readings readings = readings(told, "", "");

    assertThat(MadeUp.lines(readings, Metric.DATA_LAST_UPDATE_TIMESTAMP_SECONDS))
        .containsExactlyInAnyOrder(
            "{dataset=\"silver.item\"} " + AT_MONDAY, "{dataset=\"bronze.item\"} 1.7676648E9");
    assertThat(MadeUp.lines(readings, Metric.PIPELINE_LAST_SUCCESS_TIMESTAMP_SECONDS))
        .containsExactly(AT_MONDAY);
    assertThat(MadeUp.lines(readings, Metric.PIPELINE_LAST_RUN_SUCCESS)).containsExactly("0.0");
    assertThat(MadeUp.lines(readings, Metric.PIPELINE_RUNS_TOTAL))
        .containsExactlyInAnyOrder(
            "{status=\"success\"} 0.0",
            "{status=\"warned\"} 1.0",
            "{status=\"refused\"} 1.0",
            "{status=\"failed\"} 0.0",
            "{status=\"fenced\"} 0.0",
            "{status=\"gap\"} 0.0");
    assertThat(MadeUp.lines(readings, Metric.RECORDS_PROCESSED_TOTAL))
        .containsExactlyInAnyOrder(
            "{dataset=\"bronze.item\",stage=\"bronze\"} 1.0",
            "{dataset=\"silver.item\",stage=\"silver\"} 10.0");
  }

  @Test
  void aRunOfOneTableStillTellsWhatTheOthersHad() {
    Told told =
        Told.nothing()
            .and(MadeUp.run("r1", MONDAY, 0, MadeUp.published("bronze.item", 10, 0, 0)))
            .and(MadeUp.run("r2", TUESDAY, 0, MadeUp.published("silver.item", 10, 0, 0)));

    assertThat(MadeUp.lines(readings(told, "", ""), Metric.DATA_LAST_UPDATE_TIMESTAMP_SECONDS))
        .hasSize(2);
  }

  @Test
  void anEarlierRunThatIsToldLaterTakesNothingBack() {
    Told told =
        Told.nothing()
            .and(MadeUp.run("r2", TUESDAY, 0, MadeUp.published("silver.item", 7, 0, 2)))
            .and(MadeUp.run("r1", MONDAY, 1, MadeUp.published("silver.item", 5, 0, 1)))
            .and(MadeUp.run("r1", MONDAY, 1, MadeUp.published("silver.item", 5, 0, 1)))
            .and(MadeUp.run("r0", MONDAY, 0));
    Readings readings = readings(told, "", "");

    assertThat(MadeUp.lines(readings, Metric.PIPELINE_LAST_SUCCESS_TIMESTAMP_SECONDS))
        .containsExactly("1.7676648E9");

    assertThat(MadeUp.lines(readings, Metric.PIPELINE_LAST_RUN_SUCCESS)).containsExactly("1.0");
    assertThat(MadeUp.lines(readings, Metric.DATA_LAST_UPDATE_TIMESTAMP_SECONDS))
        .containsExactly("{dataset=\"silver.item\"} 1.7676648E9");
    assertThat(MadeUp.lines(readings, Metric.LATE_ROWS))
        .containsExactly("{dataset=\"silver.item\"} 2.0");
    assertThat(told.totals().runs()).containsEntry("failed", 1L).containsEntry("success", 2L);
  }

  @Test
  void ofEachCheckTheLatestJudgementIsToldUntilNobodyJudgesItForAWeek() {
    Told told =
        Told.nothing()
            .and(
                "a",
                MadeUp.judged(
                    "r1", "2025-12-28T02:00:00Z", Verdict.Ruling.REFUSED, "gone", "unique(id)"))
            .and("b", MadeUp.judged("q1", MONDAY, Verdict.Ruling.WARNED, "mean(amount)"))
            .and(
                "c",
                both(
                    MadeUp.judged("r2", TUESDAY, Verdict.Ruling.PASSED, "unique(id)", "rows"),
                    MadeUp.judged("r2", TUESDAY, Verdict.Ruling.NOTED, "new")))
            .and("d", MadeUp.judged("r0", MONDAY, Verdict.Ruling.REFUSED, "unique(id)"));
    Readings readings = readings(told, "", "");

    assertThat(MadeUp.lines(readings, Metric.DATA_QUALITY_CHECK))
        .containsExactlyInAnyOrder(
            "{check_name=\"mean(amount)\",dataset=\"silver.item\"} 0.0",
            "{check_name=\"unique(id)\",dataset=\"silver.item\"} 1.0",
            "{check_name=\"new\",dataset=\"silver.item\"} 1.0",
            "{check_name=\"rows\",dataset=\"silver.item\"} 1.0");
    assertThat(MadeUp.lines(readings, Metric.DATA_QUALITY_SCORE))
        .containsExactly("{dataset=\"silver.item\"} 0.75");
    assertThat(MadeUp.lines(readings, Metric.DATA_QUALITY_VALUE)).hasSize(4);
  }

  @Test
  void theLatestNullsAndDriftAreTold() {
    Told told =
        Told.nothing()
            .and(
                "a",
                List.of(
                    MadeUp.measured("r2", TUESDAY, Measurement.Kind.NULLS, "table", 0.02),
                    MadeUp.measured("r2", TUESDAY, Measurement.Kind.DRIFT, "amount", 0.3),
                    MadeUp.measured("r2", TUESDAY, Measurement.Kind.DRIFT, "psi id", 0.05),
                    MadeUp.measured("r2", TUESDAY, Measurement.Kind.DRIFT, "psi unwatched", 0.9),
                    MadeUp.measured("r2", TUESDAY, Measurement.Kind.DRIFT, "ks id", Double.NaN)))
            .and(
                "b",
                List.of(
                    MadeUp.measured("r1", MONDAY, Measurement.Kind.NULLS, "table", 0.5),
                    MadeUp.measured("r1", MONDAY, Measurement.Kind.DRIFT, "amount", 0.1)));
    Readings readings =
        readings(told, "", "drift: [{columns: [amount], method: ks}, {columns: [id]}]");

    assertThat(MadeUp.lines(readings, Metric.DATA_NULL_RATIO))
        .containsExactly("{dataset=\"silver.item\"} 0.02");
    assertThat(MadeUp.lines(readings, Metric.FEATURE_DRIFT_SCORE))
        .containsExactly(
            "{dataset=\"silver.item\",feature=\"amount\",method=\"ks\"} 0.3",
            "{dataset=\"silver.item\",feature=\"id\",method=\"psi\"} 0.05");
  }

  @Test
  void freshUntilPassesOverDaysOffAndFollowsTheMeasuredAge() {
    String friday = "2026-01-09T12:00:00Z";
    Told told =
        Told.nothing().and(MadeUp.run("r1", friday, 0, MadeUp.published("silver.item", 1, 0, 0)));
    String calendar = "calendars: {work: {weekend: [saturday, sunday]}}";
    String plain = "fresh: {within: 24h}";
    String working = "fresh: {within: 24h, calendar: work}";

    assertThat(freshUntil(told, calendar, plain)).isEqualTo("2026-01-10T12:00:00Z");
    assertThat(freshUntil(told, calendar, working)).isEqualTo("2026-01-12T12:00:00Z");
    Told aged =
        told.and(
            "a", List.of(MadeUp.measured("r1", friday, Measurement.Kind.AGE, "fresh", 18 * 3600)));
    assertThat(freshUntil(aged, calendar, working)).isEqualTo("2026-01-09T18:00:00Z");
    Told late =
        told.and(
            "a", List.of(MadeUp.measured("r1", friday, Measurement.Kind.AGE, "fresh", 30 * 3600)));
    assertThat(freshUntil(late, calendar, working)).isEqualTo("2026-01-09T06:00:00Z");
    Told newer =
        late.and(
            MadeUp.run("r2", "2026-01-09T13:00:00Z", 0, MadeUp.published("silver.item", 1, 0, 0)));
    assertThat(freshUntil(newer, calendar, plain)).isEqualTo("2026-01-10T13:00:00Z");
    assertThat(MadeUp.lines(readings(told, calendar, plain), Metric.DATA_FRESHNESS_LIMIT_SECONDS))
        .containsExactly("{dataset=\"silver.item\"} 86400.0");
  }

  @Test
  void labelsAreShortAndOfABoundedNumber() {
    String longOne = "sql(" + "x".repeat(300) + ")";
    String longTwo = "sql(" + "x".repeat(300) + "y)";
    List<Measurement> many =
        both(
            MadeUp.judged("r1", MONDAY, Verdict.Ruling.PASSED, longOne, longTwo),
            MadeUp.judged(
                "r1",
                MONDAY,
                Verdict.Ruling.PASSED,
                IntStream.range(0, 1500).mapToObj(i -> "c" + i).toArray(String[]::new)));
    Readings readings = readings(Told.nothing().and("a", many), "", "");

    List<String> lines = MadeUp.lines(readings, Metric.DATA_QUALITY_CHECK);
    assertThat(lines).hasSize(1000).allMatch(line -> line.length() < 170);
    assertThat(lines).filteredOn(line -> line.contains("sql(xxx")).hasSize(2);
    assertThat(readings.tooMany())
        .hasValueSatisfying(
            note -> assertThat(note).contains("data_quality_check 502", "data_quality_value 502"));
  }

  @Test
  void whatWasToldIsReadAsItWasWritten() {
    Told told =
        Told.nothing()
            .and(MadeUp.run("r1", MONDAY, 0, MadeUp.published("silver.item", 10, 2, 1)))
            .and("a", MadeUp.judged("r1", MONDAY, Verdict.Ruling.WARNED, "unique(id)"))
            .open(Map.of(TableName.of("silver.item"), 2L))
            .forgetting(Instant.parse(MONDAY), "r0", "a");

    assertThat(Json.read(Json.write(told), Told.class)).isEqualTo(told);
    assertThat(Json.read(Json.write(Told.nothing()), Told.class)).isEqualTo(Told.nothing());
  }

  private String freshUntil(Told told, String line, String silver) {
    String text =
        MadeUp.lines(readings(told, line, silver), Metric.DATA_FRESH_UNTIL_TIMESTAMP_SECONDS)
            .get(0);
    return Instant.ofEpochSecond((long) Double.parseDouble(text.split(" ")[1])).toString();
  }

  private Readings readings(Told told, String line, String silver) {
    Project project = MadeUp.project(folder, line, silver);
    return LakeReadings.of(project, told);
  }

  private static List<Measurement> both(List<Measurement> one, List<Measurement> other) {
    List<Measurement> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
