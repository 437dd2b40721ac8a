package io.ingot.app.history;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Opened;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.EventLogFolder;
import io.ingot.core.run.PastRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** {@code ingot history list}: from a run to its Spark application and that one's page. */
public final class HistoryListVerb implements Verb {
  private static final int FEW = 20;

  @Override
  public String name() {
    return "history list";
  }

  @Override
  public String summary() {
    return "show the latest runs with their Spark applications and the addresses of their pages";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.LIMIT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Opened opened = Opened.of(command);
    Set<String> logged = Set.copyOf(EventLogFolder.of(opened.project()).applications());
    PastRuns runs = new PastRuns(opened.lake());
    List<String> ids = new ArrayList<>(runs.ids());
    Collections.reverse(ids);
    List<LoggedRun> latest =
        ids.stream()
            .limit(command.limit().orElse(FEW))
            .flatMap(id -> runs.record(id).stream())
            .map(record -> LoggedRun.of(record, logged))
            .toList();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(latest));
    } else if (latest.isEmpty()) {
      console.line("There is no run yet: ingot run.");
    } else {
      console.table(LoggedRun.HEAD, latest.stream().map(LoggedRun::row).toList());
    }
    return ExitCode.DONE;
  }
}
