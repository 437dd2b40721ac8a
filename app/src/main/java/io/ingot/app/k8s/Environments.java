package io.ingot.app.k8s;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The environments of a project's folder, as their pods see the project. */
final class Environments {
  /** The one that may be without a file, and that others are compared with. */
  private static final String USUAL = "dev";

  private final Path folder;

  Environments(Path folder) {
    this.folder = folder;
  }

  /** The project in one environment. */
  Project one(String environment) {
    return ProjectLoader.loadForCluster(folder, environment).orThrow();
  }

  /**
   * The project in each environment that has a cluster, the usual one first.
   *
   * @throws ProjectException when none has
   */
  List<Project> withCluster() {
    List<Project> projects =
        names().stream()
            .map(this::one)
            .filter(project -> project.platform().cluster().isPresent())
            .toList();
    if (projects.isEmpty()) {
      throw new ProjectException(
          "No environment of "
              + folder
              + " has a cluster. Add 'cluster:' with an image and jobs to ingot.yml, and to"
              + " env/<name>.yml what is an environment's own.");
    }
    return projects;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(USUAL));
    Path files = folder.resolve("env");
    if (Files.isDirectory(files)) {
      try (Stream<Path> found = Files.list(files)) {
        found
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".yml"))
            .map(name -> name.substring(0, name.length() - ".yml".length()))
            .sorted()
            .forEach(names::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + files, e);
      }
    }
    return names;
  }
}
