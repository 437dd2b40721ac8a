package io.ingot.app.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Project;
import java.util.List;
import java.util.function.Supplier;

/** A job's manifest, for what starts its parts one by one. */
public final class JobManifests {
  private final Supplier<List<Verb>> verbs;

  /**
   * @param verbs that a job may carry out
   */
  public JobManifests(Supplier<List<Verb>> verbs) {
    this.verbs = verbs;
  }

  /**
   * A SparkApplication, or a ScheduledSparkApplication with its template.
   *
   * @param project as its environment sees it
   * @throws ProjectException when the environment has no such job, or one that could not work
   */
  public ObjectNode of(Project project, String job) {
    return new Manifests(project, new JobArguments(verbs.get())).job(job).tree();
  }
}
