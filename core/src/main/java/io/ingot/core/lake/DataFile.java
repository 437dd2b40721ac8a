package io.ingot.core.lake;

import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * A data file of one version of a table. What is in it never changes: where rows are deleted from
 * it without writing it anew, it has another name.
 *
 * @param name unique in the table, for all time
 * @param partition the values of the table's partition columns, by their types; empty where there
 *     are none
 * @param bytes its size
 */
public record DataFile(String name, Row partition, long bytes) {
  public DataFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(partition, "partition");
  }
}
