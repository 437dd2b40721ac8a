package io.ingot.etl.upkeep;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import java.time.Instant;
import java.util.Set;

/** {@code ingot maintain}: shows what the tables' upkeep would do, and does it with --yes. */
public final class MaintainVerb implements Verb {
  @Override
  public String name() {
    return "maintain";
  }

  @Override
  public String summary() {
    return "put files in order and remove what no version needs; shows it, and does it with --yes";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT, Option.YES);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = command.agreed() ? Opened.toWrite(command) : Opened.of(command);
    Upkeep upkeep = new Upkeep(opened.project(), opened.lake(), Upkeep.holdsOnClassPath());
    Set<TableName> tables = Selection.of(command.select()).in(opened.project());
    UpkeepRecord record =
        command.agreed()
            ? upkeep.carryOut(Conductor.newId(), tables, Instant.now())
            : upkeep.plan(Conductor.newId(), tables, Instant.now());
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(record));
    } else {
      new TaskTable(record).print(console);
    }
    return ExitCode.of(record.exitCode());
  }
}
