package io.ingot.quality.metrics;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Published;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** A run that goes on: told by its stages, asked by whoever looks, from several threads. */
final class RunReadings {
  private static final double MILLIS = 1000.0;

  private final Identity identity;
  private final Instant started;
  private final Map<TableName, Stage> stages = new TreeMap<>();

  RunReadings(Identity identity, Instant started) {
    this.identity = identity;
    this.started = started;
  }

  synchronized void started(TableName table, Instant at) {
    Stage before = stages.get(table);
    stages.put(
        table,
        before == null
            ? new Stage("running", at, 1, Duration.ZERO, Map.of())
            : new Stage("running", before.started, before.attempts, before.took, before.rows));
  }

  synchronized void retrying(TableName table, int attempt, Instant at) {
    Stage before = stages.get(table);
    Instant begun = before == null ? at : before.started;
    stages.put(table, new Stage("retrying", begun, attempt + 1, Duration.ZERO, Map.of()));
  }

  synchronized void ended(TableName table, Outcome outcome, Duration took, Instant at) {
    Stage before = stages.get(table);
    stages.put(
        table,
        new Stage(
            outcome.word(),
            before == null ? at.minus(took) : before.started,
            before == null ? 1 : before.attempts,
            took,
            rows(outcome)));
  }

  private static Map<String, Long> rows(Outcome outcome) {
    return Map.of(
        "read", sum(outcome, Counts::read),
        "written", sum(outcome, Counts::written),
        "duplicates", sum(outcome, Counts::duplicates),
        "quarantined", sum(outcome, Counts::quarantined));
  }

  private static long sum(Outcome outcome, ToLongFunction<Counts> part) {
    return outcome.batches().stream().map(Published::counts).mapToLong(part).sum();
  }

  /** How it stands now. */
  synchronized Readings now() {
    Readings readings = new Readings(identity);
    readings.say(Metric.PIPELINE_RUN_STARTED_TIMESTAMP_SECONDS, started);
    Map<String, Integer> states = new TreeMap<>();
    stages.forEach((table, stage) -> states.merge(stage.state, 1, Integer::sum));
    states.forEach((state, tables) -> readings.say(Metric.PIPELINE_STAGES, tables, state));
    stages.forEach((table, stage) -> say(table, stage, readings));
    return readings;
  }

  private static void say(TableName table, Stage stage, Readings readings) {
    String layer = table.layer().word();
    String dataset = table.toString();
    readings.say(Metric.PIPELINE_STAGE_STARTED_TIMESTAMP_SECONDS, stage.started, layer, dataset);
    readings.say(Metric.PIPELINE_STAGE_ATTEMPTS, stage.attempts, layer, dataset);
    if (!stage.took.isZero()) {
      readings.say(
          Metric.PIPELINE_STAGE_DURATION_SECONDS, stage.took.toMillis() / MILLIS, layer, dataset);
    }
    stage.rows.forEach(
        (kind, rows) -> readings.say(Metric.PIPELINE_STAGE_RECORDS, rows, layer, dataset, kind));
  }

  /** How far one table is; no rows before it ended, since only a commit tells how many. */
  private record Stage(
      String state, Instant started, int attempts, Duration took, Map<String, Long> rows) {}
}
