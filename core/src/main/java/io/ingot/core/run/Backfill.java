package io.ingot.core.run;

import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a part of sources once more that was read before. It goes the way of every batch, and so
 * may be killed, and may run beside another run: whoever loses a batch number to it, or it to, is
 * fenced. A backfill then waits, and takes the next number. The progress of the tables stays where
 * it is.
 */
public final class Backfill {
  private static final int TRIES = 10;

  private final Project project;
  private final Lake lake;
  private final Stages stages;
  private final Progress progress;
  private final Duration pause;

  public Backfill(Project project, Lake lake, Stages stages, Progress progress) {
    this(project, lake, stages, progress, Duration.ofSeconds(1));
  }

  /**
   * @param pause before the second try; every further one is twice as long
   */
  Backfill(Project project, Lake lake, Stages stages, Progress progress, Duration pause) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.stages = Objects.requireNonNull(stages, "stages");
    this.progress = Objects.requireNonNull(progress, "progress");
    this.pause = Objects.requireNonNull(pause, "pause");
  }

  /**
   * Reads one closed window of each table's source.
   *
   * @param run the run's id
   * @throws ProjectException when a table reads no source
   */
  public RunRecord run(String run, Set<TableName> tables, Request request) {
    requireSources(tables);
    return tables.stream()
        .map(table -> run(run, table, request))
        .reduce(RunRecord::and)
        .orElseThrow(() -> new ProjectException("Say which tables: --select bronze.orders."));
  }

  private RunRecord run(String run, TableName table, Request request) {
    Stage once = new BackfillStage(stages.source(declared(table)).orElseThrow(), request);
    Runner runner =
        new Runner(
            project,
            lake,
            stages.preferring(
                declared -> Optional.of(once).filter(stage -> declared.name().equals(table))),
            progress);
    RunRecord record = runner.run(run, Set.of(table));
    Duration wait = pause;
    for (int tries = 1; tries < TRIES && isFenced(record); tries++) {
      sleep(wait);
      wait = wait.multipliedBy(2);
      record = record.andThen(runner.run(run, Set.of(table)));
    }
    return record;
  }

  private void requireSources(Collection<TableName> tables) {
    List<TableName> others =
        tables.stream().filter(table -> stages.source(declared(table)).isEmpty()).toList();
    if (!others.isEmpty()) {
      throw new ProjectException(
          "Cannot backfill "
              + words(others)
              + ": only a table that reads a source can be. Select "
              + words(States.withSource(upstream(others), project, stages))
              + "; what is computed from it is then brought up to date by a run.");
    }
  }

  private Set<TableName> upstream(List<TableName> tables) {
    Graph graph = Graph.of(project);
    Set<TableName> all = new TreeSet<>();
    tables.forEach(table -> all.addAll(graph.upstream(table)));
    return all;
  }

  private Table declared(TableName table) {
    return project.tables().get(table);
  }

  private static String words(Collection<TableName> tables) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }

  private static boolean isFenced(RunRecord record) {
    return record.exitCode() == ExitCode.FENCED.code();
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for another run.", e);
    }
  }

  /** The tables that are computed from what a backfill wrote, and do not have it yet. */
  public List<TableName> stale(RunRecord record) {
    return Stale.after(
        record.stages().stream()
            .filter(stage -> stage.written() > 0 || stage.outcome().equals("unchanged"))
            .map(StageRecord::table)
            .collect(Collectors.toSet()),
        project);
  }

  /**
   * What is asked for.
   *
   * @param from the first moment
   * @param to the first moment after it
   * @param who the user who asks
   */
  public record Request(Instant from, Instant to, String who) {
    public Request {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(who, "who");
      if (!from.isBefore(to)) {
        throw new ProjectException(
            "Cannot backfill from "
                + from
                + " to "
                + to
                + ": that is no time at all. --to is not"
                + " included, so it has to be after --from.");
      }
    }

    /** As the commit of the batch tells it. */
    String reason() {
      return "asked for by " + who;
    }
  }
}
