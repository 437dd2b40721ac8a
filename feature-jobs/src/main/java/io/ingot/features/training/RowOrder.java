package io.ingot.features.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.ingot.features.prepare.TimeSplit;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * The order of a training set's rows: by a hash of the seed and all that a row holds, so that it
 * follows from the rows alone, however they were read, and rows that are alike need no order among
 * themselves.
 */
final class RowOrder {
  /** The row's number in its part, from 0 on without a gap. */
  static final String ROW = "_row";

  /** The number of the row's shard in its part. */
  static final String SHARD = "_shard";

  /** What rows are ordered by: 64 hexadecimal digits. */
  static final String PLACE = "_place";

  private static final String BUCKET = "_bucket";
  private static final String START = "_start";
  private static final List<String> PART_AND_BUCKET = List.of(TimeSplit.SPLIT, BUCKET);

  private RowOrder() {}

  /** Adds {@link #PLACE}. */
  static Dataset<Row> placed(Dataset<Row> rows, StructType contents, long seed) {
    return rows.withColumn(PLACE, RowDigest.of(String.valueOf(seed), contents));
  }

  /**
   * Adds {@link #ROW}. Rows are counted in 4096 runs of places first, so that no task has to see
   * more than one of those.
   *
   * @param placed rows with {@code _split} and {@link #PLACE}, which are read twice
   */
  static Dataset<Row> numbered(Dataset<Row> placed) {
    Dataset<Row> bucketed =
        placed.withColumn(BUCKET, conv(substring(col(PLACE), 1, 3), 16, 10).cast("int"));
    Column before =
        sum("count")
            .over(
                Window.partitionBy(TimeSplit.SPLIT)
                    .orderBy(BUCKET)
                    .rowsBetween(Window.unboundedPreceding(), -1));
    Dataset<Row> starts =
        bucketed
            .groupBy(TimeSplit.SPLIT, BUCKET)
            .agg(count(lit(1)).as("count"))
            .select(col(TimeSplit.SPLIT), col(BUCKET), coalesce(before, lit(0L)).as(START));
    Column within = row_number().over(Window.partitionBy(TimeSplit.SPLIT, BUCKET).orderBy(PLACE));
    return bucketed
        .join(broadcast(starts), JavaConverters.asScalaBuffer(PART_AND_BUCKET).toSeq())
        .withColumn(ROW, col(START).plus(within).minus(1))
        .drop(BUCKET, START);
  }

  /**
   * Adds {@link #SHARD} and brings the rows of each shard together, in their order.
   *
   * @param numbered rows with {@code _split} and {@link #ROW}
   * @param parts how each part is cut
   */
  static Dataset<Row> sharded(Dataset<Row> numbered, Map<String, Shards> parts) {
    Column shard = lit(null).cast("int");
    int count = 0;
    for (Map.Entry<String, Shards> part : parts.entrySet()) {
      shard =
          when(col(TimeSplit.SPLIT).equalTo(part.getKey()), part.getValue().of(col(ROW)))
              .otherwise(shard);
      count += part.getValue().count();
    }
    return numbered
        .withColumn(SHARD, shard)
        .repartition(Math.max(1, count), col(TimeSplit.SPLIT), col(SHARD))
        .sortWithinPartitions(TimeSplit.SPLIT, SHARD, ROW);
  }
}
