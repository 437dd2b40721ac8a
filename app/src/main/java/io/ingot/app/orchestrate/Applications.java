package io.ingot.app.orchestrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;

/** Who knows what a cluster is told of a job. */
@FunctionalInterface
public interface Applications {
  /**
   * A job's manifest: a SparkApplication, or a ScheduledSparkApplication that holds its template.
   *
   * @param job a name of {@code cluster.jobs}
   * @throws ProjectException when the environment has no such job, or no cluster
   */
  ObjectNode manifest(Project project, String job);
}
