package io.ingot.quality.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Every metric that there is, by the name that Prometheus sees in lower case. All of them carry
 * {@code pipeline} and {@code environment} beside their own labels. A count that only one run knows
 * is a gauge of the last run; counters are those that go on from run to run.
 */
enum Metric {
  PIPELINE_LAST_RUN_SUCCESS(Kind.GAUGE, "Whether the last run that ended did all it was to do."),
  PIPELINE_LAST_RUN_TIMESTAMP_SECONDS(Kind.GAUGE, "When the last run ended, in unix time."),
  PIPELINE_LAST_SUCCESS_TIMESTAMP_SECONDS(
      Kind.GAUGE, "When the last run ended that did all it was to do, in unix time."),
  PIPELINE_LAST_RUN_DURATION_SECONDS(
      Kind.GAUGE, "How long the last run worked on a table.", "stage", "dataset"),
  PIPELINE_LAST_RUN_RECORDS(
      Kind.GAUGE,
      "Rows of the last run, by where they went: read, written, duplicates, quarantined.",
      "stage",
      "dataset",
      "kind"),
  PIPELINE_PERIOD_SECONDS(Kind.GAUGE, "How often the pipeline is to run."),
  PIPELINE_RUNS_TOTAL(Kind.COUNTER, "Runs that ended, by how.", "status"),
  PIPELINE_DURATION_SECONDS(Kind.HISTOGRAM, "How long runs took, over all runs."),
  RECORDS_PROCESSED_TOTAL(Kind.COUNTER, "Rows read, over all runs.", "stage", "dataset"),
  DATA_LAST_UPDATE_TIMESTAMP_SECONDS(
      Kind.GAUGE,
      "When a run last brought the table up to date or found it so, in unix time.",
      "dataset"),
  DATA_LAST_BATCH_TIMESTAMP_SECONDS(
      Kind.GAUGE, "When a run last added a batch to the table, in unix time.", "dataset"),
  DATA_FRESHNESS_LIMIT_SECONDS(
      Kind.GAUGE, "How old the table may be, as it is declared.", "dataset"),
  DATA_FRESH_UNTIL_TIMESTAMP_SECONDS(
      Kind.GAUGE,
      "When the table will be older than it may be unless news comes, days off passed over, in"
          + " unix time.",
      "dataset"),
  DATA_QUALITY_SCORE(
      Kind.GAUGE, "Share of the table's checks that passed when last judged, 0 to 1.", "dataset"),
  DATA_QUALITY_CHECK(
      Kind.GAUGE, "Whether a check passed when last judged.", "dataset", "check_name"),
  DATA_QUALITY_VALUE(Kind.GAUGE, "What a check measured last.", "dataset", "check_name"),
  DATA_NULL_RATIO(Kind.GAUGE, "Share of nulls in the table's last batch, 0 to 1.", "dataset"),
  FEATURE_DRIFT_SCORE(
      Kind.GAUGE,
      "How far a column's distribution had moved when last compared.",
      "dataset",
      "feature",
      "method"),
  QUARANTINE_OPEN_ROWS(
      Kind.GAUGE, "Refused rows of the table that nothing became of yet.", "dataset"),
  LATE_ROWS(
      Kind.GAUGE, "Rows of the table's last batch whose window had passed already.", "dataset"),
  LATE_ROW_RATIO(
      Kind.GAUGE,
      "Share of the rows read by the table's last batch whose window had passed already, 0 to 1.",
      "dataset"),

  PIPELINE_RUN_STARTED_TIMESTAMP_SECONDS(
      Kind.GAUGE, "When the run that goes on began, in unix time."),
  PIPELINE_STAGES(Kind.GAUGE, "Tables of the run that goes on, by how they stand.", "state"),
  PIPELINE_STAGE_STARTED_TIMESTAMP_SECONDS(
      Kind.GAUGE,
      "When the run that goes on began with a table, in unix time.",
      "stage",
      "dataset"),
  PIPELINE_STAGE_ATTEMPTS(
      Kind.GAUGE, "How often the run that goes on tried a table.", "stage", "dataset"),
  PIPELINE_STAGE_DURATION_SECONDS(
      Kind.GAUGE, "How long the run that goes on worked on a table.", "stage", "dataset"),
  PIPELINE_STAGE_RECORDS(
      Kind.GAUGE,
      "Rows of the run that goes on, of the tables that it is done with.",
      "stage",
      "dataset",
      "kind");

  private final Kind kind;
  private final String help;
  private final List<String> labels;

  Metric(Kind kind, String help, String... labels) {
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name that Prometheus sees. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Kind kind() {
    return kind;
  }

  String help() {
    return help;
  }

  /** The labels beside {@code pipeline} and {@code environment}. */
  List<String> labels() {
    return labels;
  }

  /** What Prometheus may do with the values. */
  enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM
  }
}
