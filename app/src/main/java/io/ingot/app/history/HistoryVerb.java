package io.ingot.app.history;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.EventLogFolder;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.util.List;
import java.util.Set;

/** {@code ingot history}: shows what Spark did, on a page on this machine, until it is stopped. */
public final class HistoryVerb implements Verb {
  /** Where people look for a history server. */
  private static final int USUAL_PORT = 18080;

  private static final int LAST_PORT = 65535;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "serve Spark's pages of past runs on this machine, until Ctrl-C";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.PORT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    int port = command.said(Option.PORT).map(HistoryVerb::port).orElse(USUAL_PORT);
    Project project = ProjectLoader.load(command.project(), command.environment()).orThrow();
    EventLogFolder logs = EventLogFolder.of(project);
    if (!logs.wanted()) {
      throw new ProjectException(
          "There is nothing to show: the project says history: {logs: off}. Take that away, and"
              + " the next run leaves an event log.");
    }
    List<String> applications = logs.applications();
    if (applications.isEmpty()) {
      throw new ProjectException(
          "There is nothing to show: no event log is in "
              + logs.address()
              + " yet. Run the project first: ingot run.");
    }
    try (ServedHistory served = ServedHistory.of(logs, port)) {
      console.line(
          "Spark's pages of " + counted(applications.size()) + ": " + served.address() + "/");
      console.note("'ingot history list' tells which run is which. Ctrl-C ends this.");
      served.untilTheProcessEnds();
    }
    return ExitCode.DONE;
  }

  private static String counted(int applications) {
    return applications == 1 ? "1 application" : applications + " applications";
  }

  private static int port(String said) {
    if (said.matches("\\d{1,5}") && Integer.parseInt(said) <= LAST_PORT) {
      return Integer.parseInt(said);
    }
    throw new ProjectException(
        "--port takes a number up to 65535, or 0 for any that is free, not '" + said + "'.");
  }
}
