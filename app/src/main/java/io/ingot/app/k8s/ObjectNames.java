package io.ingot.app.k8s;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Cluster;
import io.ingot.core.project.Project;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What objects of a project are called. */
final class ObjectNames {
  /**
   * A run's name is its schedule's, a dash and the nanoseconds since 1970, and must be a DNS label.
   */
  static final int LONGEST = 63 - 20;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  private ObjectNames() {}

  /** {@code <project>-<environment>} unless the cluster says another. */
  static String namespace(Project project, Cluster cluster) {
    return cluster
        .namespace()
        .orElseGet(() -> label(project.name()) + "-" + label(project.environment()));
  }

  /**
   * {@code <project>-<job>}, so that projects may share a namespace.
   *
   * @throws ProjectException when runs of that name could not be told apart by their names
   */
  static String job(Project project, String job) {
    String name = label(project.name()) + "-" + job;
    if (name.length() > LONGEST) {
      throw new ProjectException(
          "The job "
              + job
              + " would be called "
              + name
              + ", which has "
              + name.length()
              + " characters. The operator puts 20 behind it for each run and a name holds 63, so"
              + " use a job name that is "
              + (name.length() - LONGEST)
              + " shorter in cluster.jobs.");
    }
    return name;
  }

  /** A name that no other run of the job has. */
  static String once(String job, Instant now) {
    return job + "-" + MOMENT.format(now);
  }

  /** A project's name as a label and as the beginning of a name. */
  static String label(String text) {
    String label =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
    if (label.isEmpty()) {
      throw new ProjectException(
          "No object can be named after '" + text + "': it has no letter from a to z.");
    }
    return label;
  }
}
