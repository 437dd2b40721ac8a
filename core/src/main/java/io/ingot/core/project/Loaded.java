package io.ingot.core.project;

import io.ingot.core.error.ProjectException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What reading a project's files gave: the project, or every mistake that stands in them.
 *
 * @param project present exactly when there is no problem
 * @param problems in the order of file and line
 */
public record Loaded(Optional<Project> project, List<Problem> problems) {
  public Loaded {
    problems = problems.stream().sorted().toList();
    if (project.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException("A project is there exactly when nothing is wrong.");
    }
  }

  /**
   * The project.
   *
   * @throws ProjectException naming every problem, one a line
   */
  public Project orThrow() {
    return project.orElseThrow(
        () ->
            new ProjectException(
                problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))));
  }
}
