package io.ingot.core.project;

import java.util.Objects;

/** How a database read is cut into parallel queries. */
@Doc("How a database read is cut into parallel queries")
public record PartitionedRead(
    @Required @Doc("A numeric column with an even spread") String partitionBy,
    @Required @Doc("Number of parallel queries, 1 to 64") int partitions) {
  public PartitionedRead {
    Objects.requireNonNull(partitionBy, "partition_by");
    if (partitions < 1 || partitions > 64) {
      throw new IllegalArgumentException("Invalid partitions: " + partitions + ". Use 1 to 64.");
    }
  }
}
