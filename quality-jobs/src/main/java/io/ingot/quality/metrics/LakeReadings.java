package io.ingot.quality.metrics;

import io.ingot.core.project.Drift;
import io.ingot.core.project.Fresh;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.report.CheckWords;
import io.ingot.core.report.Discretion;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told of a project's runs and tables when no run goes on. */
final class LakeReadings {
  private static final double MILLIS = 1000.0;
  private static final Set<String> METHODS =
      Arrays.stream(Drift.Method.values()).map(Drift.Method::word).collect(Collectors.toSet());

  private final Project project;
  private final Told told;
  private final Readings readings;

  private LakeReadings(Project project, Told told) {
    this.project = project;
    this.told = told;
    this.readings = new Readings(Identity.of(project));
  }

  /** The metrics of the runs and tables as they stand. */
  static Readings of(Project project, Told told) {
    LakeReadings all = new LakeReadings(project, told);
    all.runs();
    told.last().ifPresent(all::lastRun);
    project.tables().values().forEach(all::table);
    return all.readings;
  }

  private void runs() {
    Totals totals = told.totals();
    totals.runs().forEach((status, runs) -> readings.say(Metric.PIPELINE_RUNS_TOTAL, runs, status));
    totals
        .read()
        .forEach(
            (table, rows) ->
                readings.say(
                    Metric.RECORDS_PROCESSED_TOTAL, rows, table.layer().word(), table.toString()));
    readings.say(totals.durations());
    readings.say(
        Metric.PIPELINE_PERIOD_SECONDS, project.watching().metrics().period().toMillis() / MILLIS);
    told.succeeded()
        .ifPresent(at -> readings.say(Metric.PIPELINE_LAST_SUCCESS_TIMESTAMP_SECONDS, at));
  }

  private void lastRun(LastRun run) {
    readings.say(Metric.PIPELINE_LAST_RUN_SUCCESS, Totals.succeeded(run.status()) ? 1 : 0);
    readings.say(Metric.PIPELINE_LAST_RUN_TIMESTAMP_SECONDS, run.ended());
    for (LastRun.Work work : run.work()) {
      String stage = work.table().layer().word();
      String dataset = work.table().toString();
      readings.say(Metric.PIPELINE_LAST_RUN_DURATION_SECONDS, work.seconds(), stage, dataset);
      work.rows()
          .forEach(
              (kind, rows) ->
                  readings.say(Metric.PIPELINE_LAST_RUN_RECORDS, rows, stage, dataset, kind));
    }
  }

  private void table(Table table) {
    String dataset = table.name().toString();
    Standing standing = told.standing(table.name());
    standing
        .updated()
        .ifPresent(at -> readings.say(Metric.DATA_LAST_UPDATE_TIMESTAMP_SECONDS, at, dataset));
    standing.batch().ifPresent(at -> batch(standing, at, dataset));
    say(Metric.DATA_QUALITY_SCORE, standing.score(), dataset);
    standing.nulls().ifPresent(mark -> say(Metric.DATA_NULL_RATIO, mark.value(), dataset));
    standing.open().ifPresent(rows -> readings.say(Metric.QUARANTINE_OPEN_ROWS, rows, dataset));
    CheckWords words = new CheckWords(table, new Discretion(project));
    for (Mark mark : standing.checks()) {
      String check = Naming.label(words.of(mark.name()));
      readings.say(Metric.DATA_QUALITY_CHECK, mark.passed() ? 1 : 0, dataset, check);
      say(Metric.DATA_QUALITY_VALUE, mark.value(), dataset, check);
    }
    if (!table.watch().drift().isEmpty()) {
      standing.drift().values().forEach(mark -> drift(table, mark));
    }
    table.watch().fresh().ifPresent(fresh -> fresh(fresh, standing, table.name()));
  }

  private void batch(Standing standing, Instant at, String dataset) {
    readings.say(Metric.DATA_LAST_BATCH_TIMESTAMP_SECONDS, at, dataset);
    readings.say(Metric.LATE_ROWS, standing.late(), dataset);
    if (standing.read() > 0) {
      readings.say(Metric.LATE_ROW_RATIO, (double) standing.late() / standing.read(), dataset);
    }
  }

  private void fresh(Fresh fresh, Standing standing, TableName table) {
    readings.say(
        Metric.DATA_FRESHNESS_LIMIT_SECONDS, fresh.within().toMillis() / MILLIS, table.toString());
    Deadline deadline = Deadline.of(fresh, project.watching());
    // Its age is of the very moment of a batch, where both are of one run.
    Optional<Instant> until =
        standing
            .age()
            .filter(mark -> fresh.by().isPresent() || isNewest(mark, standing))
            .filter(mark -> mark.value().isPresent())
            .map(
                mark ->
                    deadline.after(
                        mark.at(), Duration.ofSeconds((long) mark.value().getAsDouble())))
            .or(() -> standing.batch().map(at -> deadline.after(at, Duration.ZERO)));
    until.ifPresent(
        at -> readings.say(Metric.DATA_FRESH_UNTIL_TIMESTAMP_SECONDS, at, table.toString()));
  }

  private static boolean isNewest(Mark mark, Standing standing) {
    return standing.batch().filter(at -> at.isAfter(mark.at())).isEmpty();
  }

  private void say(Metric metric, OptionalDouble value, String... labels) {
    value.ifPresent(number -> readings.say(metric, number, labels));
  }

  /** Whoever compares says {@code psi amount}; a bare column is of the method that is declared. */
  private void drift(Table table, Mark mark) {
    int space = mark.name().indexOf(' ');
    String first = space < 0 ? "" : mark.name().substring(0, space).toLowerCase(Locale.ROOT);
    boolean said = METHODS.contains(first);
    String column = said ? mark.name().substring(space + 1) : mark.name();
    boolean watched =
        table.watch().drift().stream()
            .anyMatch(drift -> drift.columns().isEmpty() || drift.columns().contains(column));
    if (!watched) {
      return;
    }
    say(
        Metric.FEATURE_DRIFT_SCORE,
        mark.value(),
        table.name().toString(),
        column,
        said ? first : method(table, column));
  }

  private static String method(Table table, String column) {
    return table.watch().drift().stream()
        .filter(drift -> drift.columns().isEmpty() || drift.columns().contains(column))
        .map(Drift::method)
        .map(Drift.Method::word)
        .findFirst()
        .orElse("");
  }
}
