package io.ingot.quality;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.TableName;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ingot quality samples}: rows that broke checks, the newest first. */
final class SamplesVerb implements Verb {
  @Override
  public String name() {
    return "quality samples";
  }

  @Override
  public String summary() {
    return "rows that broke checks in the last 30 days, the newest first; words: ids of runs";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.TABLE, Option.OUTPUT, Option.WORDS);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    SampleLog log = new SampleLog(opened.lake());
    Set<TableName> tables = tables(command, opened, log);
    List<KeptSample> samples =
        log.of(tables).stream()
            .filter(sample -> command.words().isEmpty() || command.words().contains(sample.run()))
            .toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(samples));
    } else if (samples.isEmpty()) {
      console.line("No row that broke a check is kept.");
    } else {
      console.table(
          List.of("at", "run", "table", "check", "ruling", "row"),
          samples.stream().map(SamplesVerb::row).toList());
    }
    return ExitCode.DONE;
  }

  private static Set<TableName> tables(Command command, Opened opened, SampleLog log) {
    return command
        .said(Option.TABLE)
        .map(
            said ->
                TableName.parse(said)
                    .filter(name -> isKnown(name, opened, log))
                    .map(Set::of)
                    .orElseThrow(
                        () ->
                            new ProjectException(
                                "Unknown table '"
                                    + said
                                    + "'. "
                                    + Nearest.hint(
                                        said,
                                        opened.project().tables().keySet().stream()
                                            .map(TableName::toString)
                                            .toList()))))
        .orElseGet(log::tables);
  }

  /** Of a table that is no longer declared there may be samples still. */
  private static boolean isKnown(TableName name, Opened opened, SampleLog log) {
    return opened.project().tables().containsKey(name) || log.tables().contains(name);
  }

  private static List<String> row(KeptSample sample) {
    return List.of(
        sample.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        sample.run(),
        sample.table().toString(),
        sample.check(),
        sample.ruling().name().toLowerCase(Locale.ROOT),
        sample.describe().replaceAll("\\p{Cntrl}", "?"));
  }
}
