package io.ingot.etl.silver;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a batch that could be written at once is staged first. What is staged is judged once and
 * stored twice; what is written at once is stored once, and judged a second time should it hold
 * rows that are refused. So a batch is staged that will probably hold some: after one that did, or
 * when nothing is known and much would have to be judged again.
 *
 * @param last the table's last batch
 */
record StagingChoice(Lake lake, Plan plan, Optional<BatchRecord> last) {
  /** Below that many rows two more queries cost more than judging again. */
  private static final long MANY = 100_000;

  /** Beyond that many batches there will be many rows. */
  private static final int LOOKED_AT = 20;

  Candidate.Entry of(Candidate.Entry entry) {
    return entry instanceof Candidate.Entry.Write write && expectsRefusals()
        ? new Candidate.Entry.Staged(
            (own, staged) -> new Landing.Write(staged, write.publication()))
        : entry;
  }

  private boolean expectsRefusals() {
    return last.map(batch -> batch.counts().quarantined() > 0).orElseGet(this::isLarge);
  }

  private boolean isLarge() {
    return plan instanceof Plan.Advance advance
        && advance.from().entrySet().stream()
                .mapToLong(from -> rows(from, advance.inputs().get(from.getKey())))
                .sum()
            >= MANY;
  }

  private long rows(Map.Entry<TableName, Pin> from, Pin to) {
    long first = from.getValue().batch() + 1;
    if (to.batch() - first >= LOOKED_AT) {
      return MANY;
    }
    LakeTable bronze = lake.table(from.getKey());
    int generation = bronze.state().generation();
    long rows = 0;
    for (long batch = first; batch <= to.batch(); batch++) {
      rows +=
          BatchRecord.of(bronze, generation, batch)
              .map(record -> record.counts().written())
              .orElse(MANY);
    }
    return rows;
  }
}
