package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.LakeSession;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.run.Selection;
import io.ingot.core.run.Stages;
import io.ingot.core.trial.ProjectTests;
import io.ingot.core.trial.TrialResult;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ingot test}: plays the cases below the project's folder {@code tests}. */
final class TestVerb implements Verb {
  @Override
  public String name() {
    return "test";
  }

  @Override
  public String summary() {
    return "play the project's own cases, tests/<table>/<case>; touches no source and no lake";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.SELECT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Project project = ProjectLoader.load(command.project(), command.environment()).orThrow();
    boolean json = command.output() == OutputFormat.JSON;
    List<TrialResult> results =
        new ProjectTests(
                project,
                LakeSession.look("ingot test " + project.name(), project),
                Stages.onClassPath())
            .run(
                Selection.of(command.select()).in(project),
                result -> {
                  if (!json) {
                    tell(result, console);
                  }
                });
    long failed = results.stream().filter(result -> !result.passed()).count();
    if (json) {
      console.line(Json.pretty(results));
    } else if (results.isEmpty()) {
      console.line("No case below tests/; see docs/testing.md.");
    } else {
      console.line(results.size() - failed + " passed, " + failed + " failed");
    }
    return failed == 0 ? ExitCode.DONE : ExitCode.PROJECT_WRONG;
  }

  private static void tell(TrialResult result, Console console) {
    console.line(
        String.format(
            Locale.ROOT,
            "%s  %s/%s  %.1fs",
            result.passed() ? "passed" : "FAILED",
            result.table(),
            result.name(),
            result.seconds()));
    result.problems().forEach(problem -> console.line("  " + problem));
    for (TrialResult.RowTable rows : result.differences()) {
      console.line("  " + rows.title() + ":");
      TextTable.lines(rows.columns(), rows.rows()).forEach(line -> console.line("    " + line));
    }
  }
}
