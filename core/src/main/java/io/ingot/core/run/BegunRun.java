package io.ingot.core.run;

import io.ingot.core.project.Project;
import java.util.Objects;

/**
 * What is known of a run before it ends.
 *
 * @param run its id
 * @param project the project's name
 * @param environment which environment it runs in
 * @param request what it was asked to do
 */
public record BegunRun(String run, String project, String environment, RunRequest request) {
  public BegunRun {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(request, "request");
  }

  /** A run of a project that is about to begin. */
  public static BegunRun of(String run, Project project, RunRequest request) {
    return new BegunRun(run, project.name(), project.environment(), request);
  }
}
