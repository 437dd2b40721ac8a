package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.Loaded;
import io.ingot.core.project.ProjectLoader;
import java.util.Set;

/** {@code ingot validate}: every mistake in the project's files, without starting Spark. */
final class ValidateVerb implements Verb {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String summary() {
    return "list every mistake in the project's files";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Loaded loaded = ProjectLoader.load(command.project(), command.environment());
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(loaded.problems()));
    } else {
      loaded.problems().forEach(problem -> console.line(problem.toString()));
      console.line(
          loaded
              .project()
              .map(
                  project ->
                      project.name() + ": " + project.tables().size() + " tables, no problem")
              .orElseGet(() -> plural(loaded.problems().size())));
    }
    return loaded.project().isPresent() ? ExitCode.DONE : ExitCode.PROJECT_WRONG;
  }

  private static String plural(int problems) {
    return problems + (problems == 1 ? " problem" : " problems");
  }
}
