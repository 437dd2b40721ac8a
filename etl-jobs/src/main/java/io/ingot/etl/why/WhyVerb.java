package io.ingot.etl.why;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Optional;
import java.util.Set;

/** {@code ingot why}: one row's way from its source to what is computed from it. */
public final class WhyVerb implements Verb {
  public WhyVerb() {}

  @Override
  public String name() {
    return "why";
  }

  @Override
  public String summary() {
    return "one row's way: source, batches, earlier versions, quarantine, where it went";
  }

  @Override
  public Set<Option> options() {
    return Set.of(
        Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.KEY, Option.ALL, Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    if (command.words().size() != 1) {
      throw new ProjectException("Say of which table: ingot why silver.sales --key 1007.");
    }
    String key =
        command
            .said(Option.KEY)
            .orElseThrow(() -> new ProjectException("Say which row: --key 1007."));
    Project project = ProjectLoader.load(command.project(), command.environment()).orThrow();
    Table table = table(project, command.words().get(0));
    Opened opened = Opened.of(command);
    SilverTrace.Shown shown =
        command.wantsAll() ? SilverTrace.Shown.PLAIN : SilverTrace.Shown.MASKED;
    Answer answer =
        table instanceof SilverTable silver
            ? new SilverTrace(project, opened.lake(), silver, shown).follow(key)
            : new GoldTrace(project, opened.lake(), table, shown).follow(key);
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(answer));
    } else {
      new AnswerText(answer).print(console);
    }
    return ExitCode.DONE;
  }

  private static Table table(Project project, String said) {
    Optional<Table> table = TableName.parse(said).flatMap(project::table);
    if (table.isEmpty() || table.get() instanceof BronzeTable) {
      throw new ProjectException(
          "Cannot trace a row of "
              + said
              + ": say a silver, gold or feature table of the project. A bronze row is found from"
              + " the silver row that came of it.");
    }
    return table.get();
  }
}
