package io.ingot.etl.upkeep;

import io.ingot.core.lake.PartitionFiles;
import io.ingot.core.project.FileSize;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Optional;

/** Whether a table is cut into more and smaller parts than is good for it. */
final class PartitionSizes {
  /** So many folders are listed and planned for in no time, however small they are. */
  private static final int FEW = 100;

  private final TableName table;
  private final List<String> columns;
  private final FileSize floor;

  PartitionSizes(TableName table, List<String> columns, FileSize floor) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.floor = floor;
  }

  Optional<Task> judge(List<PartitionFiles> partitions) {
    long median = median(partitions);
    if (columns.isEmpty() || partitions.size() <= FEW || median >= floor.bytes()) {
      return Optional.empty();
    }
    long files = partitions.stream().mapToLong(PartitionFiles::files).sum();
    return Optional.of(
        new Task(
            table,
            Task.Kind.PARTITIONS,
            Task.State.WARNING,
            partitions.size()
                + " partitions by "
                + String.join(", ", columns)
                + " of "
                + new FileSize(median)
                + " in the median, below partition_floor "
                + floor
                + ": partition by something coarser, or by nothing",
            files,
            files,
            0));
  }

  private static long median(List<PartitionFiles> partitions) {
    return partitions.stream()
        .map(PartitionFiles::bytes)
        .sorted()
        .skip(partitions.size() / 2)
        .findFirst()
        .orElse(0L);
  }
}
