package io.ingot.core.batch;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a gate judges by.
 *
 * @param counts where the rows of the batch went
 * @param measures the aggregates that the gate asked for, by their aliases, taken over the rows
 *     that are about to be published, in the same pass that wrote them
 * @param rejected rows by the rule that they broke and {@code _} aggregates of the stage
 * @param written reads back the rows that are about to be published; costs a scan of the columns
 *     that are used, so only for what an aggregate cannot tell
 * @param batch what is about to be published; empty where no batch is, such as in a check on demand
 */
public record Evidence(
    Counts counts,
    Map<String, Object> measures,
    Map<String, Object> rejected,
    Supplier<Dataset<Row>> written,
    Optional<Batch> batch) {
  public Evidence {
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(written, "written");
    Objects.requireNonNull(batch, "batch");
  }

  /** Of rows that no batch publishes. */
  public Evidence(
      Counts counts,
      Map<String, Object> measures,
      Map<String, Object> rejected,
      Supplier<Dataset<Row>> written) {
    this(counts, measures, rejected, written, Optional.empty());
  }
}
