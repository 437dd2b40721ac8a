package io.ingot.core.cli;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.ContractChange;
import io.ingot.core.project.Loaded;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectChanges;
import io.ingot.core.project.ProjectLoader;
import java.util.List;
import java.util.Set;

/**
 * {@code ingot validate}: every mistake in the project's files, without starting Spark; with {@code
 * --against} what became different about a valid project for those who read its tables.
 */
final class ValidateVerb implements Verb {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String summary() {
    return "list every mistake in the project's files, or what breaks readers of its tables";
  }

  @Override
  public Set<Option> options() {
    return Set.of(Option.PROJECT, Option.ENVIRONMENT, Option.OUTPUT, Option.AGAINST);
  }

  @Override
  public ExitCode run(Command command, Console console) {
    Loaded loaded = ProjectLoader.load(command.project(), command.environment());
    return command.said(Option.AGAINST).isPresent() && loaded.project().isPresent()
        ? compare(command, loaded.project().get(), console)
        : tell(loaded, command, console);
  }

  private static ExitCode compare(Command command, Project now, Console console) {
    Project before =
        new EarlierProject(now.folder(), now.environment())
            .at(command.said(Option.AGAINST).orElseThrow());
    List<ContractChange> changes = ProjectChanges.between(before, now);
    long breaking = changes.stream().filter(ContractChange::breaksReaders).count();
    if (command.output() == OutputFormat.JSON) {
      console.line(Json.pretty(changes));
    } else {
      changes.forEach(change -> console.line(change.toString()));
      console.line(
          breaking
              + (breaking == 1 ? " change breaks" : " changes break")
              + " readers, "
              + (changes.size() - breaking)
              + " compatible");
    }
    return breaking == 0 ? ExitCode.DONE : ExitCode.PROJECT_WRONG;
  }

  private static ExitCode tell(Loaded loaded, Command command, Console console) {
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
