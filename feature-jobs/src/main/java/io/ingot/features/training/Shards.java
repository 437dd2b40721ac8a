package io.ingot.features.training;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Rows 0, 1, 2 ... of a part cut into runs whose sizes differ by one at most, the longer first.
 *
 * @param rows how many there are
 * @param count how many runs; none for no rows
 */
record Shards(long rows, int count) {
  Shards {
    if (rows < 0 || count < 0 || count > rows || (count == 0) != (rows == 0)) {
      throw new IllegalArgumentException(rows + " rows do not make " + count + " shards.");
    }
  }

  /** As many as are wanted, but none without a row. */
  static Shards of(long rows, int wanted) {
    return new Shards(rows, (int) Math.min(rows, wanted));
  }

  /** The first row of a run. */
  long first(int shard) {
    return shard * small() + Math.min(shard, larger());
  }

  /** How many rows a run has. */
  long size(int shard) {
    return first(shard + 1) - first(shard);
  }

  /** The run of a row, from the row's number. */
  Column of(Column row) {
    long boundary = larger() * (small() + 1);
    return functions
        .when(row.lt(boundary), quotient(row, small() + 1))
        .otherwise(quotient(row.minus(boundary), Math.max(1, small())).plus(larger()))
        .cast("int");
  }

  private static Column quotient(Column row, long by) {
    return functions.floor(row.divide(functions.lit(by).cast("decimal(20,0)")));
  }

  private long small() {
    return count == 0 ? 0 : rows / count;
  }

  private long larger() {
    return count == 0 ? 0 : rows % count;
  }
}
