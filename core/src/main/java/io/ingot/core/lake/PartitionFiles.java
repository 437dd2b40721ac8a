package io.ingot.core.lake;

import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * The files of one partition, or of a table without partitions, counted.
 *
 * @param values the partition's values, by the partition columns and their types
 * @param files all of them
 * @param bytes their size
 * @param small those that a compaction would take
 * @param smallBytes the size of these
 * @param unordered bytes in files that came after the rows were last put in order
 */
public record PartitionFiles(
    Row values, long files, long bytes, long small, long smallBytes, long unordered) {
  public PartitionFiles {
    Objects.requireNonNull(values, "values");
  }

  /** How many files a compaction would do away with; about, since sizes do not add up evenly. */
  public long saved(long target) {
    return small < 2 ? 0 : Math.max(0, small - Math.max(1, (smallBytes + target - 1) / target));
  }
}
