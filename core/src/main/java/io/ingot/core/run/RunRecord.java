package io.ingot.core.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * @param full the tables that it was to compute anew as a whole
 * @param resumes the run that it went on with, if it did
 * @param application the Spark application that did it; empty in a record of an older Ingot
 */
public record RunRecord(
    String run,
    String project,
    String environment,
    Instant started,
    Instant ended,
    int exitCode,
    List<StageRecord> stages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<TableName> full,
    Optional<String> resumes,
    Optional<SparkApplication> application) {
  public RunRecord {
    Objects.requireNonNull(run, "run");
    stages = List.copyOf(stages);
    // An older Ingot wrote none.
    full = full == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(full));
    Objects.requireNonNull(resumes, "resumes");
    Objects.requireNonNull(application, "application");
  }

  /** The record of a run that brings tables up to date and goes on with none before it. */
  public RunRecord(
      String run,
      String project,
      String environment,
      Instant started,
      Instant ended,
      int exitCode,
      List<StageRecord> stages) {
    this(
        run,
        project,
        environment,
        started,
        ended,
        exitCode,
        stages,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with what the run was asked to do. */
  public RunRecord asked(RunRequest request) {
    return new RunRecord(
        run,
        project,
        environment,
        started,
        ended,
        exitCode,
        stages,
        request.full(),
        request.resumes(),
        application);
  }

  /** The same, with the Spark application that did it. */
  public RunRecord by(SparkApplication did) {
    return new RunRecord(
        run,
        project,
        environment,
        started,
        ended,
        exitCode,
        stages,
        full,
        resumes,
        Optional.of(did));
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
        Stream.concat(stages.stream(), other.stages.stream()).toList(),
        full,
        resumes,
        application);
  }
}
