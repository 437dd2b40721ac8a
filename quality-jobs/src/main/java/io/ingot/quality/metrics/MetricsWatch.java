package io.ingot.quality.metrics;

import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.MetricsTerms;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import io.ingot.core.watch.RunWatch;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves a run's metrics while it goes on, and pushes what is to be told of it at its end. */
final class MetricsWatch implements RunWatch {
  private final Project project;
  private final Lake lake;
  private final Clock clock;
  private final Duration patience;
  private final Consumer<String> notes;
  private final RunReadings readings;
  private final Optional<Serving> serving;

  MetricsWatch(Project project, Lake lake, Clock clock, Duration patience, Consumer<String> notes) {
    this.project = project;
    this.lake = lake;
    this.clock = clock;
    this.patience = patience;
    this.notes = notes;
    this.readings = new RunReadings(Identity.of(project), clock.instant());
    this.serving = terms().port().flatMap(this::serve);
  }

  private MetricsTerms terms() {
    return project.watching().metrics();
  }

  private Optional<Serving> serve(int port) {
    try {
      return Optional.of(Serving.of(() -> readings.now().text(), terms().bind(), port));
    } catch (IOException e) {
      notes.accept(
          "Metrics of this run are not served on port "
              + port
              + ": "
              + e.getMessage()
              + ". The run goes on.");
      return Optional.empty();
    }
  }

  /** Where they are served; empty where they are not. */
  Optional<Integer> port() {
    return serving.map(Serving::port);
  }

  @Override
  public void started(TableName table, Plan plan) {
    readings.started(table, clock.instant());
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    readings.retrying(table, attempt, clock.instant());
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    readings.ended(table, outcome, took, clock.instant());
  }

  @Override
  public void ended(RunRecord record) {
    terms().pushgateway().ifPresent(address -> push(record, URI.create(address)));
  }

  private void push(RunRecord record, URI address) {
    ToldFile file = new ToldFile(project, lake);
    Told told = withOpenRows(file.upTo(clock.instant(), Optional.of(record)), record);
    Readings all = LakeReadings.of(project, told);
    all.tooMany().ifPresent(notes);
    new Gateway(address, patience)
        .push(all, Identity.of(project))
        .ifPresent(
            why ->
                notes.accept(
                    "The metrics of this run could not be pushed: "
                        + why
                        + ". The next run tells them, or 'ingot quality metrics' now; the run's"
                        + " data is not concerned."));
    file.keep(told);
  }

  /** Quarantines that cannot be looked at are told as they were. */
  private Told withOpenRows(Told told, RunRecord record) {
    List<TableName> moved =
        record.stages().stream()
            .filter(stage -> !stage.batches().isEmpty())
            .map(StageRecord::table)
            .toList();
    try {
      return told.open(OpenRows.of(moved, lake));
    } catch (RuntimeException e) {
      notes.accept("Open rows of quarantines are told as before: " + e.getMessage());
      return told;
    }
  }

  @Override
  public void close() {
    serving.ifPresent(Serving::close);
  }
}
