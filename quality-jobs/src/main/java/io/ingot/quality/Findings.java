package io.ingot.quality;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Plan;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one rule judges by.
 *
 * @param measured the values of the rule's aggregates, in their order
 * @param counts where the rows of the batch went
 * @param groups the groups of all rules; counted when the first of them asks
 * @param written reads the rows back that are about to be published
 * @param batch that publishes them; empty for none
 */
record Findings(
    Row measured,
    Counts counts,
    Groups groups,
    Supplier<Dataset<Row>> written,
    Optional<Batch> batch) {
  /** What the batch does; empty where there is none. */
  Optional<Plan> plan() {
    return batch.map(Batch::plan);
  }

  /** A measured count; none is 0, since a sum over no rows is null. */
  long count(int at) {
    return measured.isNullAt(at) ? 0 : measured.getLong(at);
  }

  /** Number of rows that are about to be published. */
  long rows() {
    return counts.written();
  }
}
