package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.run.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans as files of the user's. */
final class PlanFile {
  private PlanFile() {}

  /** Writes a plan, over an older one. */
  static void write(RunPlan plan, String name) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      Files.createDirectories(file.getParent());
      Files.writeString(file, plan.text() + "\n");
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot write the plan to " + name + ": " + e + ". Name another file with --out.", e);
    }
  }

  /**
   * Reads a plan of a project.
   *
   * @throws ProjectException when there is none, or it is another project's or environment's
   */
  static RunPlan read(String name, Project project) {
    try {
      return RunPlan.read(Files.readString(Path.of(name)), name, project);
    } catch (IOException e) {
      throw new ProjectException(
          "Cannot read the plan " + name + ". Make one by 'ingot plan --out " + name + "'.", e);
    }
  }
}
