package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Loaded;
import io.ingot.core.project.Problem;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/**
 * The state of a project that another is compared with: another folder, or a revision of the
 * project's own git repository.
 *
 * @param folder the project's folder
 * @param environment by which both are read
 */
record EarlierProject(Path folder, String environment) {
  /**
   * Reads it.
   *
   * @param said a folder with {@code ingot.yml}, or what git calls a revision
   * @throws ProjectException when it is neither, or no valid project
   */
  Project at(String said) {
    if (Files.isRegularFile(Path.of(said).resolve("ingot.yml"))) {
      return valid(ProjectLoader.load(Path.of(said), environment), said);
    }
    Path copy = temporary();
    try {
      new GitRevision(folder, said).into(copy);
      return valid(ProjectLoader.load(copy, environment), said);
    } finally {
      FileUtils.deleteQuietly(copy.toFile());
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ingot-against");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder", e);
    }
  }

  private static Project valid(Loaded loaded, String said) {
    return loaded
        .project()
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot compare with "
                        + said
                        + ": it is no valid project ("
                        + loaded.problems().stream()
                            .findFirst()
                            .map(Problem::toString)
                            .orElse("no reason told")
                        + "). Name a state that 'ingot validate' accepts."));
  }
}
