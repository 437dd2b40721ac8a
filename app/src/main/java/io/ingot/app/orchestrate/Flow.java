package io.ingot.app.orchestrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Attempts;
import io.ingot.core.project.Cluster;
import io.ingot.core.project.ClusterJob;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job of a cluster in parts that an orchestrator starts one by one.
 *
 * @param project as its environment sees it
 * @param name of the job
 * @param job its schedule and its retries
 * @param application the manifest of the job as a whole
 * @param grain what one task is about
 * @param tasks each behind those that it waits for
 */
record Flow(
    Project project,
    String name,
    ClusterJob job,
    SparkJob application,
    Grain grain,
    List<Task> tasks) {
  Flow {
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(grain, "grain");
    tasks = List.copyOf(tasks);
  }

  /**
   * The flow of a project's job.
   *
   * @param said the job's name; the only one that runs tables where nothing was said
   * @throws ProjectException when there is no such job, or it cannot be told apart into tables
   */
  static Flow of(Project project, Optional<String> said, Grain grain, Applications applications) {
    Cluster cluster =
        project
            .platform()
            .cluster()
            .orElseThrow(
                () ->
                    new ProjectException(
                        "The environment "
                            + project.environment()
                            + " has no cluster, so there is nothing to orchestrate. Add 'cluster:'"
                            + " with an image and jobs to env/"
                            + project.environment()
                            + ".yml."));
    String name = said.orElseGet(() -> only(cluster));
    ClusterJob job = cluster.jobs().get(name);
    if (job == null) {
      throw new ProjectException(
          "There is no job "
              + name
              + " in cluster.jobs. "
              + Nearest.hint(name, cluster.jobs().keySet()));
    }
    requireName(job);
    RunWords words = RunWords.of(name, job.arguments());
    ObjectNode manifest = applications.manifest(project, name);
    return new Flow(
        project,
        name,
        job,
        SparkJob.of(manifest, job.arguments().size()),
        grain,
        grain.tasks(project, words.tables(project)));
  }

  private static String only(Cluster cluster) {
    List<String> runs = new ArrayList<>();
    cluster
        .jobs()
        .forEach(
            (name, job) -> {
              if (RunWords.areRun(job.arguments())) {
                runs.add(name);
              }
            });
    if (runs.size() != 1) {
      throw new ProjectException(
          (runs.isEmpty() ? "No job of cluster.jobs says 'run'." : "Several jobs say 'run': ")
              + String.join(", ", runs)
              + (runs.isEmpty() ? " Add one, such as: daily: {do: run}" : ". Say --job NAME."));
    }
    return runs.get(0);
  }

  /** Both tools know zones by their names; +02:00 is none. */
  private static void requireName(ClusterJob job) {
    if (!job.zone().toString().matches("[A-Za-z][A-Za-z0-9_+/-]*")) {
      throw new ProjectException(
          "The zone "
              + job.zone()
              + " has no name, which Airflow and Argo need. Write one such as Europe/Zurich.");
    }
  }

  /** Its name where flows of all projects and environments meet. */
  String id() {
    return (project.name() + "-" + project.environment() + "-" + name).replace('_', '-');
  }

  /** What it is for, as a sentence. */
  String about() {
    return "Brings the tables of "
        + project.name()
        + " up to date, a task for each "
        + grain.word()
        + ".";
  }

  /** What makes it again; where the project lies differs from machine to machine. */
  String command(Orchestrator orchestrator) {
    return "ingot orchestrate "
        + orchestrator.word()
        + " --env "
        + project.environment()
        + " --job "
        + name
        + " --by "
        + grain.word()
        + " (in the project's folder, or with --project)";
  }

  /** How often a task is started again, and after what pause; a lease has ended by then. */
  Attempts attempts() {
    return job.retry().orElseGet(() -> cluster().retry());
  }

  Cluster cluster() {
    return project.platform().cluster().orElseThrow();
  }
}
