package io.ingot.core.batch;

import java.util.Map;
import java.util.Objects;
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
 */
public record Evidence(
    Counts counts,
    Map<String, Object> measures,
    Map<String, Object> rejected,
    Supplier<Dataset<Row>> written) {
  public Evidence {
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(written, "written");
  }
}
