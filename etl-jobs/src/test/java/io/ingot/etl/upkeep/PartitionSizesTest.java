package io.ingot.etl.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.PartitionFiles;
import io.ingot.core.project.FileSize;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class PartitionSizesTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void manySmallPartitionsAreWarnedOfWithTheirColumns() {
    assertThat(sizes("64mb", "day", "shop").judge(partitions(101, 2 * MEGABYTE)))
        .hasValueSatisfying(
            warning -> {
              assertThat(warning.state()).isEqualTo(Task.State.WARNING);
              assertThat(warning.filesBefore()).isEqualTo(303);
              assertThat(warning.reason())
                  .isEqualTo(
                      "101 partitions by day, shop of 2 MB in the median, below partition_floor"
                          + " 64 MB: partition by something coarser, or by nothing");
            });
  }

  @Test
  void fewOrLargeOnesAndThoseThatMayBeSmallAreNot() {
    assertThat(sizes("64mb", "day").judge(partitions(100, 1))).isEmpty();
    assertThat(sizes("64mb", "day").judge(partitions(101, 64 * MEGABYTE))).isEmpty();
    assertThat(sizes("0b", "day").judge(partitions(1000, 1))).isEmpty();
    assertThat(sizes("64mb").judge(partitions(1, 1))).isEmpty();
  }

  private static PartitionSizes sizes(String floor, String... columns) {
    return new PartitionSizes(TableName.of("silver.sales"), List.of(columns), FileSize.of(floor));
  }

  private static List<PartitionFiles> partitions(long count, long bytes) {
    return LongStream.range(0, count)
        .mapToObj(number -> new PartitionFiles(RowFactory.create(number), 3, bytes, 0, 0, 0))
        .toList();
  }
}
