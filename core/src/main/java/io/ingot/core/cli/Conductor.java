package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.BegunRun;
import io.ingot.core.run.Releasing;
import io.ingot.core.run.RunHistory;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.RunRequest;
import io.ingot.core.run.Runner;
import io.ingot.core.run.ShownPlan;
import io.ingot.core.run.Stages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A run as a person meets it: told while it goes on, kept, and printed at its end. */
public final class Conductor {
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private final Project project;
  private final Lake lake;
  private final Console console;

  public Conductor(Project project, Lake lake, Console console) {
    this.project = project;
    this.lake = lake;
    this.console = console;
  }

  /** Runs the selected tables, keeps the record and prints it, and publishes a release. */
  public RunRecord run(Set<TableName> selected, OutputFormat output) {
    return run(RunRequest.of(selected), output);
  }

  /** Does what is asked, keeps the record and prints it. */
  public RunRecord run(RunRequest request, OutputFormat output) {
    return conduct(newId(), request, request.of(Stages.onClassPath()), output);
  }

  /** Does what was shown and nothing else, keeps the record and prints it. */
  public RunRecord run(ShownPlan shown, OutputFormat output) {
    String run = newId();
    return conduct(run, shown.request(), shown.stages(Stages.onClassPath(), run), output);
  }

  private void tell(RunRecord record, OutputFormat output) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(record));
    } else {
      RunTable.print(record, console);
    }
    keep(record);
    lake.words().doing("publish a release");
    new Releasing(project, lake).after(record).tell().ifPresent(console::note);
  }

  /** The record is told of a run that is over; not being able to keep it changes nothing. */
  void keep(RunRecord record) {
    lake.words().about("run " + record.run(), "keep the record of the run");
    try {
      new RunHistory(lake).keep(record);
    } catch (RuntimeException e) {
      console.error("The record of run " + record.run() + " could not be kept: " + e.getMessage());
    }
  }

  /** Whoever watches is told last: a server that does not answer holds nothing back. */
  private RunRecord conduct(String run, RunRequest request, Stages stages, OutputFormat output) {
    lake.words().about("run " + run, "look at the tables");
    begin(run, request);
    try (RunProgress progress = RunProgress.on(console);
        ToldRun told = ToldRun.of(project, lake, run, progress, console)) {
      RunRecord record =
          new Runner(project, lake, stages, told.progress())
              .run(run, request.tables())
              .asked(request);
      tell(record, output);
      lake.words().doing("tell those who watch");
      told.ended(record);
      return record;
    }
  }

  /** Without it only a run that is killed could not be gone on with. */
  private void begin(String run, RunRequest request) {
    try {
      new RunHistory(lake).begin(BegunRun.of(run, project, request));
    } catch (RuntimeException e) {
      console.error("It could not be kept that run " + run + " begins: " + e.getMessage());
    }
  }

  /** Sorts by time, and two runs of the same moment differ. */
  public static String newId() {
    return SORTABLE.format(Instant.now())
        + "-"
        + String.format("%04x", ThreadLocalRandom.current().nextInt(0x10000));
  }
}
