package io.ingot.core.lake;

import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.types.StructType;

/**
 * A table as one reading of its log shows it.
 *
 * @param version Delta version, -1 for a table that is not there
 * @param tableId Delta's id, which a re-created table does not keep; empty where not there
 * @param generation the latest line of batches, 0 for a new table
 * @param batch number of the last batch of that generation, -1 for none
 * @param bounds the last batch's further numbers
 * @param schema columns; empty where not there
 */
public record TableState(
    long version,
    String tableId,
    int generation,
    long batch,
    Map<String, Long> bounds,
    StructType schema) {
  public TableState {
    Objects.requireNonNull(tableId, "tableId");
    Objects.requireNonNull(schema, "schema");
    bounds = Map.copyOf(bounds);
  }

  /** Whether the table has a version at all. */
  public boolean exists() {
    return version >= 0;
  }

  /** The number that the next batch has to carry. */
  public long nextBatch() {
    return batch + 1;
  }
}
