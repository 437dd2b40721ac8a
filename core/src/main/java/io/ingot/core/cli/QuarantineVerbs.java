package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.run.QuarantineWork;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the verbs about refused rows have in common. */
final class QuarantineVerbs {
  private static final int WIDTH = 60;

  private QuarantineVerbs() {}

  /** What is asked of refused rows without changing them. */
  static <T> T look(
      Opened opened, Console console, Supplier<Stages> stages, Function<QuarantineWork, T> asked) {
    try (RunProgress progress = RunProgress.on(console)) {
      return asked.apply(work(opened, stages, progress));
    }
  }

  private static QuarantineWork work(Opened opened, Supplier<Stages> stages, RunProgress progress) {
    return new QuarantineWork(opened.project(), opened.lake(), stages.get(), progress);
  }

  /** The tables that were selected, in so many words. */
  static Set<TableName> selected(Command command, Opened opened) {
    return Selection.of(command.select()).in(opened.project());
  }

  /** What is about to be changed has to be named. */
  static void requireSelection(Command command) {
    if (command.select().isEmpty()) {
      throw new ProjectException("Say which table: --select silver.orders.");
    }
  }

  /** Changes rows, keeps the record of that and tells it, with what is left to be done. */
  static ExitCode change(
      Command command,
      Console console,
      Supplier<Stages> stages,
      Function<Change, RunRecord> change) {
    Opened opened = Opened.toWrite(command);
    RunRecord record;
    CatchUp catchUp;
    try (RunProgress progress = RunProgress.on(console)) {
      QuarantineWork work = work(opened, stages, progress);
      record = change.apply(new Change(work, Conductor.newId(), selected(command, opened)));
      catchUp = CatchUp.of(work.stale(record), command);
    }
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(new Told(record, catchUp.stale(), catchUp.command())));
    } else {
      RunTable.print(record, console);
      catchUp.print(console);
    }
    new Conductor(opened.project(), opened.lake(), console).keep(record);
    return ExitCode.of(record.exitCode());
  }

  /** A text that breaks no line of a table. */
  static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  /**
   * Where a change is made.
   *
   * @param run an id for it
   */
  record Change(QuarantineWork work, String run, Set<TableName> tables) {}

  /** A change as JSON tells it. */
  private record Told(RunRecord run, List<TableName> stale, Optional<String> catchUp) {}
}
