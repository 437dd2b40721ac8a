package io.ingot.etl.upkeep;

import io.ingot.core.error.ExitCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What an upkeep did, or would do; kept below {@code _ingot/upkeep/runs} once it was carried out.
 *
 * @param run its id
 * @param carriedOut whether it was done, and not only shown
 * @param tasks in the order in which they were done
 */
public record UpkeepRecord(
    String run,
    String environment,
    Instant started,
    Instant ended,
    boolean carriedOut,
    int exitCode,
    List<Task> tasks) {
  public UpkeepRecord {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(ended, "ended");
    tasks = List.copyOf(tasks);
  }

  /** What the process ends with: the worst that happened to a table. */
  static ExitCode code(List<Task> tasks) {
    return tasks.stream()
        .map(Task::state)
        .map(UpkeepRecord::code)
        .reduce(ExitCode.DONE, ExitCode::orWorse);
  }

  private static ExitCode code(Task.State state) {
    return switch (state) {
      case WARNING -> ExitCode.WARNINGS;
      case REFUSED -> ExitCode.GATE_REFUSED;
      case LOCKED -> ExitCode.FENCED;
      case FAILED -> ExitCode.CRASH;
      default -> ExitCode.DONE;
    };
  }

  /** Bytes that became free, or would. */
  long freed() {
    return tasks.stream()
        .filter(task -> task.kind() == Task.Kind.VACUUM || task.kind() == Task.Kind.STRAYS)
        .mapToLong(Task::bytes)
        .sum();
  }
}
