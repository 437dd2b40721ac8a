package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Names for the rows that a batch refuses, short enough to be typed and the same in every retry.
 */
final class RowIds {
  /** So many rows one task puts in order. */
  private static final long FEW = 100_000;

  private static final int PARTS = 1_000;

  private RowIds() {}

  /** The rows with {@code id}: {@code 7-3}, or {@code 7-412.3} where they are many. */
  static Dataset<Row> of(Dataset<Row> refused, long count, long batch) {
    Column part = count <= FEW ? lit(0) : pmod(xxhash64(col("row")), lit(PARTS));
    Column prefix = lit(batch + "-");
    Column name = count <= FEW ? prefix : concat(prefix, part.cast("string"), lit("."));
    Column number =
        row_number()
            .over(
                Window.partitionBy(part)
                    .orderBy(
                        col("from_table"),
                        col("bronze_batch"),
                        col("source.name"),
                        col("source.position"),
                        col("row")));
    return refused.withColumn("id", concat(name, number.cast("string")));
  }
}
