package io.ingot.core.watch;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.LakeTable.CommittedBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When rows last came into a table, by its log. A batch that brought none does not count, nor does
 * what somebody asked for by hand: a backfill or a replay brings old rows.
 */
final class LastRows {
  private static final int FIRST_STEP = 8;
  private static final Set<Class<? extends Plan>> NEWS =
      Set.of(Plan.Extract.class, Plan.Advance.class, Plan.Rebuild.class);

  private final LakeTable table;

  LastRows(LakeTable table) {
    this.table = table;
  }

  /** The moment of that commit; empty where the log tells of none. */
  Optional<Instant> at() {
    return before(table.state().version());
  }

  /** Looks from a version backwards, since it is nearly always one of the last. */
  private Optional<Instant> before(long latest) {
    long to = latest;
    long step = FIRST_STEP;
    while (to >= 0) {
      long after = Math.max(-1, to - step);
      List<CommittedBatch> commits = new ArrayList<>();
      table.committedAfter(after, commits::add);
      for (int i = commits.size() - 1; i >= 0; i--) {
        CommittedBatch commit = commits.get(i);
        if (commit.version() <= to && !commit.record().isEmpty()) {
          BatchRecord record = Json.read(commit.record(), BatchRecord.class);
          if (record.plan() instanceof Plan.Restore restored) {
            // The rows are as old as they were then.
            return before(restored.version());
          }
          if (NEWS.contains(record.plan().getClass()) && record.counts().written() > 0) {
            return table.committedAt(commit.version());
          }
        }
      }
      to = after;
      step *= 4;
    }
    return Optional.empty();
  }
}
