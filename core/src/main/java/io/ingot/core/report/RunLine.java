package io.ingot.core.report;

import io.ingot.core.run.SparkApplication;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run, as its record tells.
 *
 * @param id which rows and commits carry too
 * @param exitCode what the process ended with
 * @param unchanged how many of its tables had nothing to do
 * @param stages the other tables, in the order of the graph
 * @param application the Spark application that did it
 */
public record RunLine(
    String id,
    Instant started,
    Instant ended,
    int exitCode,
    int unchanged,
    List<StageLine> stages,
    Optional<SparkApplication> application) {
  public RunLine {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(application, "application");
    stages = List.copyOf(stages);
  }

  /**
   * What a run did to a table.
   *
   * @param warnings what its gates warned of or refused, in words
   */
  public record StageLine(
      String table,
      String outcome,
      String reason,
      String window,
      long read,
      long written,
      long duplicates,
      long quarantined,
      long bytes,
      double seconds,
      int attempts,
      List<String> warnings) {
    public StageLine {
      warnings = List.copyOf(warnings);
    }
  }
}
