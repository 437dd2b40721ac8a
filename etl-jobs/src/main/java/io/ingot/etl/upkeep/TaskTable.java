package io.ingot.etl.upkeep;

import io.ingot.core.cli.Console;
import io.ingot.core.project.FileSize;
import java.util.List;

/** An upkeep as a person reads it. */
final class TaskTable {
  private final UpkeepRecord record;

  TaskTable(UpkeepRecord record) {
    this.record = record;
  }

  void print(Console console) {
    List<Task> told = record.tasks().stream().filter(task -> task.state().matters()).toList();
    long quiet =
        record.tasks().stream().map(Task::table).distinct().count()
            - told.stream().map(Task::table).distinct().count();
    if (!told.isEmpty()) {
      console.table(
          List.of("table", "what", "state", "files", "then", "size", "why"),
          told.stream().map(TaskTable::row).toList());
    }
    console.line(ending(told, quiet));
  }

  private String ending(List<Task> told, long quiet) {
    String rest = quiet == 0 ? "" : " " + quiet + " tables need nothing now.";
    if (record.carriedOut()) {
      return "Freed " + new FileSize(record.freed()) + "." + rest;
    }
    return told.stream().anyMatch(task -> task.state() == Task.State.DUE)
        ? "Nothing was changed. Say --yes to do it." + rest
        : "Nothing to do." + rest;
  }

  private static List<String> row(Task task) {
    boolean counted = task.filesBefore() > 0;
    return List.of(
        task.table().toString(),
        task.kind().word(),
        task.state().word(),
        counted ? String.valueOf(task.filesBefore()) : "-",
        counted ? String.valueOf(task.filesAfter()) : "-",
        task.bytes() > 0 ? new FileSize(task.bytes()).toString() : "-",
        task.reason());
  }
}
