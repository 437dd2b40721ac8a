package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Release.Served;
import io.ingot.core.lake.Releases;
import io.ingot.core.lake.TableRestore;
import io.ingot.core.lake.TableState;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings gold tables back to what they were. A restored table is a batch like any other, of a new
 * generation, and says what the restored one had read: so the next run goes on from there, and what
 * is computed from it follows.
 */
public final class Rollback {
  private static final Map<Layer, String> INSTEAD =
      Map.of(
          Layer.BRONZE,
          "it keeps all that its source sent. To read its source again from an earlier place, use"
              + " 'ingot state rewind'",
          Layer.QUARANTINE,
          "it belongs to its silver table, batch by batch",
          Layer.SILVER,
          "its quarantine and what follows it count on its batches. Roll back the gold tables, or"
              + " use 'ingot state rewind' on the bronze table that it reads, so that rows come in"
              + " once more",
          Layer.FEATURES,
          "its models belong to its batches. Mend its input, or roll back that, and run");

  private final Project project;
  private final Lake lake;
  private final Releases releases;
  private final ErasedRows erased;

  public Rollback(Project project, Lake lake) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.releases = new Releases(lake);
    this.erased = new ErasedRows(project, lake);
  }

  /**
   * What going back to a release would do; changes nothing.
   *
   * @throws ProjectException when there is no such release, or rows that were erased since would
   *     come back
   * @throws GapException when a table cannot be brought back any more, or not be read as it was
   */
  public PlannedRollback toRelease(long number) {
    Release release =
        releases
            .of(number)
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Cannot go back to release "
                            + number
                            + ": there is none. 'ingot releases' lists them."));
    Map<Boolean, List<TableName>> known =
        release.tables().keySet().stream()
            .collect(Collectors.partitioningBy(project.tables()::containsKey));
    List<PlannedRollback.Step> steps =
        known.get(true).stream()
            .filter(table -> table.layer() == Layer.GOLD)
            .map(table -> step(table, release.tables().get(table)))
            .toList();
    Map<TableName, Served> others = new TreeMap<>();
    known.get(true).stream()
        .filter(table -> table.layer() != Layer.GOLD)
        .forEach(table -> others.put(table, other(table, release.tables().get(table))));
    List<TableName> hidden =
        project.tables().keySet().stream()
            .filter(table -> table.layer() == Layer.GOLD)
            .filter(table -> !release.tables().containsKey(table))
            .filter(table -> lake.table(table).state().batch() >= 0)
            .toList();
    return new PlannedRollback(
        Optional.of(number), steps, others, known.get(false), hidden, stale(steps));
  }

  /**
   * What bringing one table back would do; changes nothing.
   *
   * @throws ProjectException when the table cannot be rolled back, or never had that version, or
   *     rows that were erased since would come back
   * @throws GapException when the version, or files of it, are gone
   */
  public PlannedRollback toVersion(TableName table, long version) {
    Optional.ofNullable(INSTEAD.get(table.layer()))
        .ifPresent(
            instead -> {
              throw new ProjectException("Cannot roll back " + table + ": " + instead + ".");
            });
    if (!project.tables().containsKey(table)) {
      throw new ProjectException("Cannot roll back " + table + ": the project has no such table.");
    }
    List<PlannedRollback.Step> steps = List.of(step(table, version));
    return new PlannedRollback(
        Optional.empty(), steps, Map.of(), List.of(), List.of(), stale(steps));
  }

  private List<TableName> stale(List<PlannedRollback.Step> steps) {
    return Stale.after(
        steps.stream()
            .filter(PlannedRollback.Step::changes)
            .map(PlannedRollback.Step::table)
            .collect(Collectors.toSet()),
        project);
  }

  private PlannedRollback.Step step(TableName table, Served served) {
    requireSame(table, served);
    return step(table, served.version());
  }

  /** What the new release serves of a table that stays as it is. */
  private Served other(TableName name, Served then) {
    requireSame(name, then);
    LakeTable table = lake.table(name);
    Served now = Served.of(table.state());
    if (now.isBatchOf(then)) {
      return now;
    }
    try {
      table.restorable(then.version());
    } catch (GapException e) {
      throw new GapException(
          "Cannot go back to that release: it serves version "
              + then.version()
              + " of "
              + name
              + ", which cannot be read any more. Go back to a later one, or bring gold tables back"
              + " one by one, with --table and --version.",
          e);
    }
    erased.requireNone(name, then.version(), record(table, then.generation(), then.batch()).at());
    return then;
  }

  private void requireSame(TableName table, Served served) {
    if (!lake.table(table).state().tableId().equals(served.tableId())) {
      throw new GapException(
          "Cannot go back: "
              + table
              + " was made anew since that release. Go back to a later one.");
    }
  }

  private PlannedRollback.Step step(TableName name, long version) {
    LakeTable table = lake.table(name);
    TableRestore restore = table.restorable(version);
    TableState then = restore.then();
    BatchRecord record = record(table, then.generation(), then.batch());
    if (restore.changes()) {
      erased.requireNone(name, version, record.at());
    }
    return new PlannedRollback.Step(
        name,
        restore.now().version(),
        version,
        restore.rowsNow(),
        restore.rowsThen(),
        restore.rowsBack(),
        restore.now().generation() + 1,
        restore.now().nextBatch(),
        restore.changes(),
        record.definition(),
        record.plan().inputs());
  }

  private static BatchRecord record(LakeTable table, int generation, long batch) {
    return BatchRecord.of(table, generation, batch)
        .orElseThrow(
            () ->
                new GapException(
                    "Cannot go back to batch "
                        + batch
                        + " of "
                        + table.name()
                        + ": its log no longer tells what that was computed from, so no run could"
                        + " go on from it. Go back to a later version."));
  }

  /**
   * Makes the rollback, and publishes a release: of a rollback to a release what that served, of
   * one of a table what the tables then are, if they belong together.
   *
   * @param who the user who asked for it
   * @param why in the words of that user
   * @param run an id for this rollback, as a run has one
   * @throws FencedException when another run holds a table, or a table got another version since
   *     this was planned; asked for again, it goes on where it stopped
   */
  public ReleaseNews carryOut(PlannedRollback rollback, String who, String why, String run) {
    Releasing releasing = new Releasing(project, lake);
    Releasing.Occasion occasion =
        new Releasing.Occasion(run, Release.Kind.ROLLBACK, Optional.of(who), Optional.of(why));
    try (Holds holds = new Holds(Leases.of(project, lake), run)) {
      rollback.tables().forEach(step -> holds.take(step.table()));
      rollback.tables().forEach(this::requireAsPlanned);
      rollback.changing().forEach(step -> restore(step, holds, who, why, run));
      if (rollback.release().isEmpty()) {
        return releasing.publish(occasion);
      }
      Map<TableName, Served> served = new TreeMap<>(rollback.others());
      rollback
          .tables()
          .forEach(step -> served.put(step.table(), Served.of(lake.table(step.table()).state())));
      return releases.latest().filter(latest -> latest.serves(served)).isPresent()
          ? new ReleaseNews.Standing()
          : releasing.publish(occasion, served);
    }
  }

  private void requireAsPlanned(PlannedRollback.Step step) {
    long version = lake.table(step.table()).state().version();
    if (version != step.from()) {
      throw new FencedException(
          "Cannot roll back "
              + step.table()
              + ": it went on from version "
              + step.from()
              + " to "
              + version
              + " meanwhile. Nothing was changed; look at it and ask again.");
    }
  }

  private void restore(PlannedRollback.Step step, Holds holds, String who, String why, String run) {
    LakeTable table = lake.table(step.table());
    TableState state = table.state();
    BatchRecord record =
        new BatchRecord(
            run,
            step.batch(),
            Instant.now(),
            step.definition(),
            new Plan.Restore(step.to(), step.inputs(), who, why),
            new Counts(step.rowsBack(), step.rowsBack(), 0, 0),
            Map.of(),
            List.of());
    holds.require(step.table());
    table.restore(
        step.to(),
        new CommitMark(
            table.writer(step.generation()), step.batch(), state.bounds(), Json.write(record)),
        state);
  }
}
