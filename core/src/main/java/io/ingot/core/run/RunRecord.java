package io.ingot.core.run;

import io.ingot.core.error.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is kept of a run: one JSON file below {@code _ingot/runs}, and a row a table in the control
 * table {@code _ingot/control/runs}. It holds no value of any row.
 *
 * @param run its id, which rows and commits carry too
 * @param project the project's name
 * @param environment which environment it ran in
 * @param started when it began
 * @param ended when its last stage ended
 * @param exitCode what the process ended with
 * @param stages by table, in the order of the graph
 */
public record RunRecord(
    String run,
    String project,
    String environment,
    Instant started,
    Instant ended,
    int exitCode,
    List<StageRecord> stages) {
  public RunRecord {
    Objects.requireNonNull(run, "run");
    stages = List.copyOf(stages);
  }

  /** Whether any table got a new version. */
  public boolean committed() {
    return stages.stream().anyMatch(stage -> !stage.batches().isEmpty());
  }

  /** The record of both, about different tables. */
  RunRecord and(RunRecord other) {
    return upTo(other, ExitCode.of(exitCode).orWorse(ExitCode.of(other.exitCode)).code());
  }

  /** The record of both, where the later one tried again what this one could not end. */
  RunRecord andThen(RunRecord again) {
    return committed() ? upTo(again, again.exitCode) : again;
  }

  private RunRecord upTo(RunRecord other, int code) {
    return new RunRecord(
        run,
        project,
        environment,
        started,
        other.ended,
        code,
        Stream.concat(stages.stream(), other.stages.stream()).toList());
  }
}
