package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Backfill;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code ingot backfill}: reads a closed window of sources once more. */
record BackfillVerb(Supplier<Stages> stages) implements Verb {
  BackfillVerb {
    Objects.requireNonNull(stages, "stages");
  }

  @Override
  public String name() {
    return "backfill";
  }

  @Override
  public String summary() {
    return "read a closed window of sources once more; their progress stays where it is";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT,
        Option.ENVIRONMENT,
        Option.SELECT,
        Option.OUTPUT,
        Option.FROM,
        Option.TO,
        Option.WHO);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Order order = command.order();
    Backfill.Request request =
        new Backfill.Request(
            Moment.of(Order.require(order.from(), "--from")),
            Moment.of(Order.require(order.to(), "--to")),
            order.user());
    if (command.select().isEmpty()) {
      throw new ProjectException("Say which tables: --select bronze.orders.");
    }
    Opened opened = Opened.of(command);
    RunRecord record;
    List<TableName> stale;
    try (RunProgress progress = RunProgress.on(console)) {
      Backfill backfill = new Backfill(opened.project(), opened.lake(), stages.get(), progress);
      record =
          backfill.run(
              Conductor.newId(), Selection.of(command.select()).in(opened.project()), request);
      stale = backfill.stale(record);
    }
    Told told = new Told(record, stale, catchUp(stale, command));
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(told));
    } else {
      print(told, console);
    }
    new Conductor(opened.project(), opened.lake(), console).keep(record);
    return ExitCode.of(record.exitCode());
  }

  private static Optional<String> catchUp(List<TableName> stale, Command command) {
    return Optional.of(stale)
        .filter(tables -> !tables.isEmpty())
        .map(
            tables ->
                "ingot run --project "
                    + command.project()
                    + " --env "
                    + command.environment()
                    + " --select "
                    + words(tables, ","));
  }

  private static void print(Told told, Console console) {
    RunTable.print(told.run(), console);
    told.catchUp()
        .ifPresent(
            words -> {
              console.line("stale now: " + words(told.stale(), ", "));
              console.line("bring them up to date by: " + words);
            });
  }

  private static String words(List<TableName> tables, String between) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(between));
  }

  /** A backfill as JSON tells it. */
  private record Told(RunRecord run, List<TableName> stale, Optional<String> catchUp) {}
}
