package io.ingot.core.run;

import io.ingot.core.batch.Failpoint;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.JobWords;
import io.ingot.core.lake.Lake;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Conducts a run: each table after those that it is computed from, independent ones side by side in
 * one Spark application, and none whose input failed.
 */
public final class Runner {
  /** Stages wait for the driver as much as for executors, so a few overlap even on few cores. */
  private static final int SIDE_BY_SIDE = 4;

  private final Project project;
  private final Lake lake;
  private final Stages stages;
  private final Progress progress;

  public Runner(Project project, Lake lake, Stages stages, Progress progress) {
    this.project = project;
    this.lake = lake;
    this.stages = stages;
    this.progress = progress;
  }

  /**
   * Brings the selected tables up to date.
   *
   * @param run the run's id
   */
  public RunRecord run(String run, Set<TableName> selected) {
    Instant started = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Graph graph = Graph.of(project);
    List<TableName> ordered = graph.ordered().stream().filter(selected::contains).toList();
    Map<TableName, CompletableFuture<StageRecord>> running = new ConcurrentHashMap<>();
    Map<TableName, Outcome> outcomes = new ConcurrentHashMap<>();
    Leases leases = Leases.of(project, lake);
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      for (TableName table : ordered) {
        List<TableName> parents =
            graph.parents(table).stream().filter(running::containsKey).toList();
        CompletableFuture<?>[] before =
            graph.before(table).stream()
                .filter(running::containsKey)
                .map(running::get)
                .toArray(CompletableFuture<?>[]::new);
        StageAttempts attempts =
            new StageAttempts(
                table,
                project.retry(project.tables().get(table)),
                () -> attempt(table, leases, run, started),
                progress);
        running.put(
            table,
            CompletableFuture.allOf(before)
                .thenCompose(ready -> conduct(table, parents, outcomes, attempts, threads)));
      }
      List<StageRecord> records = new ArrayList<>();
      ordered.forEach(table -> records.add(running.get(table).join()));
      ExitCode code =
          outcomes.values().stream()
              .map(Outcome::exitCode)
              .reduce(ExitCode.DONE, ExitCode::orWorse);
      return new RunRecord(
              run,
              project.name(),
              project.environment(),
              started,
              Instant.now().truncatedTo(ChronoUnit.MICROS),
              code.code(),
              records)
          .by(SparkApplication.of(project, lake));
    } finally {
      threads.shutdown();
    }
  }

  private CompletableFuture<StageRecord> conduct(
      TableName table,
      List<TableName> parents,
      Map<TableName, Outcome> outcomes,
      StageAttempts attempts,
      ExecutorService threads) {
    Instant begun = Instant.now();
    Optional<TableName> failed =
        parents.stream().filter(parent -> !outcomes.get(parent).lets()).findFirst();
    CompletableFuture<Outcome> conducted =
        failed
            .<Outcome>map(Outcome.Skipped::new)
            .map(CompletableFuture::completedFuture)
            .orElseGet(() -> attempts.on(threads));
    return conducted.thenApply(
        outcome -> {
          outcomes.put(table, outcome);
          Duration took = Duration.between(begun, Instant.now());
          progress.ended(table, outcome, took);
          if (!outcome.batches().isEmpty()) {
            Failpoint.AFTER_STAGE.reach(table);
          }
          return StageRecord.of(table, outcome, took, attempts.made());
        });
  }

  private Outcome attempt(TableName name, Leases leases, String run, Instant at) {
    try {
      return attempt(project.tables().get(name), leases, run, at);
    } catch (RuntimeException e) {
      return new Outcome.Failed(List.of(), e);
    }
  }

  private Outcome attempt(Table table, Leases leases, String run, Instant at) {
    StageContext context = stages.context(project, lake, table);
    SparkContext spark = context.lake().spark().sparkContext();
    JobWords words = context.lake().words();
    JobWords.Said before = words.said();
    SparkSession.setActiveSession(context.lake().spark());
    spark.setLocalProperty("spark.scheduler.pool", table.name().toString());
    try {
      return new StageRun(stages.of(table), context, leases, run, at)
          .go(plan -> progress.started(table.name(), plan));
    } finally {
      spark.setLocalProperty("spark.scheduler.pool", null);
      spark.clearJobGroup();
      words.back(before);
      SparkSession.clearActiveSession();
    }
  }
}
