package io.ingot.core.batch;

import io.ingot.core.lake.LakeTable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a commit says about its batch; the JSON in the commit's {@code userMetadata}. It holds no
 * value of any row.
 *
 * @param run id of the run that made it
 * @param batch its number
 * @param at when that run started
 * @param definition digest of the table's declaration
 * @param plan what it did
 * @param counts where its rows went
 * @param tallies what else its stage counted, such as {@code late_rows}
 * @param verdicts what its gates said
 * @param nulls how many of the published values are null; none told of batches before this was kept
 */
public record BatchRecord(
    String run,
    long batch,
    Instant at,
    String definition,
    Plan plan,
    Counts counts,
    Map<String, Long> tallies,
    List<Verdict> verdicts,
    Nulls nulls) {
  public BatchRecord {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(plan, "plan");
    tallies = Collections.unmodifiableMap(new TreeMap<>(tallies));
    verdicts = List.copyOf(verdicts);
    nulls = nulls == null ? Nulls.none() : nulls;
  }

  /** Of a batch whose values nobody looked at, such as one that only moves a table's progress. */
  public BatchRecord(
      String run,
      long batch,
      Instant at,
      String definition,
      Plan plan,
      Counts counts,
      Map<String, Long> tallies,
      List<Verdict> verdicts) {
    this(run, batch, at, definition, plan, counts, tallies, verdicts, Nulls.none());
  }

  /** The record of a batch that is in a table's log; empty when the log does not tell it. */
  public static Optional<BatchRecord> of(LakeTable table, int generation, long batch) {
    return batch < 0
        ? Optional.empty()
        : table.committed(generation, batch).flatMap(BatchRecord::in);
  }

  /** The record that a commit carries; empty when it carries none. */
  static Optional<BatchRecord> in(LakeTable.CommittedBatch commit) {
    return commit.record().isEmpty()
        ? Optional.empty()
        : Optional.of(Json.read(commit.record(), BatchRecord.class));
  }
}
