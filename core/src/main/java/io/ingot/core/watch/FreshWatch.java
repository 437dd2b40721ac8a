package io.ingot.core.watch;

import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Measures at a run's end how old the tables are that declare how old they may be. */
public final class FreshWatch implements RunWatch {
  private final Project project;
  private final Lake lake;
  private final Consumer<String> notes;

  /**
   * @param notes takes a line for each table that is late
   */
  public FreshWatch(Project project, Lake lake, Consumer<String> notes) {
    this.project = project;
    this.lake = lake;
    this.notes = notes;
  }

  @Override
  public void ended(RunRecord record) {
    List<Freshness> ages =
        new TableAges(project, lake).declared(project.tables().keySet(), record.ended());
    new MeasureLog(lake).keep(record.run() + "-fresh", record.run(), ages);
    ages.stream()
        .filter(Freshness::isLate)
        .forEach(age -> notes.accept(age.table() + " is " + age.verdict() + "."));
  }

  @Override
  public void started(TableName table, Plan plan) {
    // Ages are of the end.
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    // Ages are of the end.
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    // Ages are of the end.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
