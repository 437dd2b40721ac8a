package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunHistory;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Runner;
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

  /** Runs the selected tables, keeps the record and prints it. */
  public RunRecord run(Set<TableName> selected, OutputFormat output) {
    RunRecord record = conduct(selected);
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(record));
    } else {
      RunTable.print(record, console);
    }
    keep(record);
    return record;
  }

  /** The record is told of a run that is over; not being able to keep it changes nothing. */
  void keep(RunRecord record) {
    try {
      new RunHistory(lake).keep(record);
    } catch (RuntimeException e) {
      console.error("The record of run " + record.run() + " could not be kept: " + e.getMessage());
    }
  }

  private RunRecord conduct(Set<TableName> selected) {
    try (RunProgress progress = RunProgress.on(console)) {
      return new Runner(project, lake, Stages.onClassPath(), progress).run(newId(), selected);
    }
  }

  /** Sorts by time, and two runs of the same moment differ. */
  static String newId() {
    return SORTABLE.format(Instant.now())
        + "-"
        + String.format("%04x", ThreadLocalRandom.current().nextInt(0x10000));
  }
}
