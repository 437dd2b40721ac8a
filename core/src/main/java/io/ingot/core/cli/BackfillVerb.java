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
    Opened opened = Opened.toWrite(command);
    RunRecord record;
    CatchUp catchUp;
    try (RunProgress progress = RunProgress.on(console)) {
      Backfill backfill = new Backfill(opened.project(), opened.lake(), stages.get(), progress);
      record =
          backfill.run(
              Conductor.newId(), Selection.of(command.select()).in(opened.project()), request);
      catchUp = CatchUp.of(backfill.stale(record), command);
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

  /** A backfill as JSON tells it. */
  private record Told(RunRecord run, List<TableName> stale, Optional<String> catchUp) {}
}
