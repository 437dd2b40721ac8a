package io.ingot.core.trial;

import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * The tests of a project, each in a lake of its own that is gone afterwards: neither the project's
 * lake nor its sources are touched.
 */
public final class ProjectTests {
  private final Project project;
  private final SparkSession spark;
  private final Stages stages;

  public ProjectTests(Project project, SparkSession spark, Stages stages) {
    this.project = Objects.requireNonNull(project, "project");
    this.spark = Objects.requireNonNull(spark, "spark");
    this.stages = Objects.requireNonNull(stages, "stages");
  }

  /**
   * Plays every case of the tables given.
   *
   * @param told is told each case once it is over
   * @throws io.ingot.core.error.ProjectException when a case's folder is not one
   */
  public List<TrialResult> run(Set<TableName> tables, Consumer<TrialResult> told) {
    return new TrialFolder(project)
        .of(tables).stream()
            .map(
                trial -> {
                  TrialResult result = played(trial);
                  told.accept(result);
                  return result;
                })
            .toList();
  }

  private TrialResult played(Trial trial) {
    Instant began = Instant.now();
    Path folder = folder();
    try {
      TrialProject files = new TrialProject(project, trial, folder);
      Project small = files.make();
      Lake lake = new Lake(spark.newSession(), small.lake(), small.environment());
      TrialRun run = new TrialRun(files, small, lake, stages);
      Outcome outcome = run.play();
      return new Verification(trial, small, lake, stages)
          .of(outcome, run.failedInputs(), seconds(began));
    } catch (RuntimeException e) {
      // One case's failure is told, and does not keep the others from being played.
      return new TrialResult(
          trial.table().toString(), trial.name(), List.of(told(e)), List.of(), seconds(began));
    } finally {
      FileUtils.deleteQuietly(folder.toFile());
    }
  }

  private static String told(RuntimeException failure) {
    return failure instanceof IngotException ? failure.getMessage() : failure.toString();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("ingot-test");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for a test", e);
    }
  }

  private static double seconds(Instant since) {
    return Duration.between(since, Instant.now()).toMillis() / 1000.0;
  }
}
