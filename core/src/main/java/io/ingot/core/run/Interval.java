package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.LakeTable.CommittedBatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One batch of a table as the ledger keeps it.
 *
 * @param generation the table's line of batches
 * @param batch its number, which goes on from generation to generation
 * @param kind extract, backfill, move, advance or rebuild
 * @param window what was taken of a source; empty for other kinds, and for files, of which there
 *     may be many
 * @param range the same in words, as every kind has it
 * @param reason why
 * @param who the user who moved the progress; empty for other kinds
 * @param steps what that did to the table's bounds; none for other kinds
 * @param run id of the run that made it
 * @param at when that run started
 * @param version the table's version that holds it
 * @param read rows read
 * @param written rows published
 * @param duplicates rows that were in the table already, or were outdone
 * @param lateRows rows that the source showed after their window had passed
 */
public record Interval(
    int generation,
    long batch,
    String kind,
    Optional<Window> window,
    String range,
    String reason,
    Optional<String> who,
    List<Plan.Move.Step> steps,
    String run,
    Instant at,
    long version,
    long read,
    long written,
    long duplicates,
    long lateRows) {
  private static final Map<Class<? extends Plan>, Function<Plan, Window>> WINDOWS =
      Map.of(
          Plan.Extract.class, plan -> ((Plan.Extract) plan).window(),
          Plan.Backfill.class, plan -> ((Plan.Backfill) plan).window());

  public Interval {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(who, "who");
    steps = List.copyOf(steps);
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(at, "at");
  }

  /** A batch by its commit; empty for a commit that says nothing of it. */
  static Optional<Interval> of(CommittedBatch commit) {
    return Optional.of(commit.record())
        .filter(text -> !text.isEmpty())
        .map(text -> Json.read(text, BatchRecord.class))
        .map(record -> of(commit, record));
  }

  private static Interval of(CommittedBatch commit, BatchRecord record) {
    Plan plan = record.plan();
    Optional<Plan.Move> move =
        Optional.of(plan).filter(Plan.Move.class::isInstance).map(Plan.Move.class::cast);
    return new Interval(
        commit.generation(),
        commit.batch(),
        plan.mode(),
        Optional.ofNullable(WINDOWS.get(plan.getClass()))
            .map(kind -> kind.apply(plan))
            .filter(window -> !(window instanceof Window.Files)),
        plan.range(),
        plan.reason(),
        move.map(Plan.Move::who),
        move.map(Plan.Move::steps).orElse(List.of()),
        record.run(),
        record.at(),
        commit.version(),
        record.counts().read(),
        record.counts().written(),
        record.counts().duplicates(),
        record.tallies().getOrDefault("late_rows", 0L));
  }

  /** Whether this batch carried no rows and only said where the table goes on. */
  public boolean moves() {
    return kind.equals("move");
  }

  /** Whether this batch took the next window of a source. */
  boolean extracts() {
    return kind.equals("extract");
  }
}
