package io.ingot.core.cli;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeSession;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;

/**
 * A project and its lake, opened for a command. A wrong project is told before Spark starts.
 *
 * @param project the declarations
 * @param lake with the application's session
 */
public record Opened(Project project, Lake lake) {
  /** Reads the project's files and opens its lake. */
  public static Opened of(Command command) {
    Project project = ProjectLoader.load(command.project(), command.environment()).orThrow();
    return new Opened(
        project,
        new Lake(
            LakeSession.open("ingot " + command.verb() + " " + project.name()),
            project.lake(),
            project.environment()));
  }
}
