package io.ingot.core.lake;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** A Delta table that is written once, for readers outside the lake. */
public final class ExportedTable {
  private final SparkSession spark;
  private final String path;

  ExportedTable(SparkSession spark, String path) {
    this.spark = spark;
    this.path = path;
  }

  /**
   * Writes the table.
   *
   * @param partitionBy columns that become folders
   * @throws RuntimeException of Spark when a table is there
   */
  public void write(Dataset<Row> rows, List<String> partitionBy) {
    rows.write()
        .format("delta")
        .mode(SaveMode.ErrorIfExists)
        .partitionBy(partitionBy.toArray(String[]::new))
        .save(path);
  }

  /** The rows as they lie there. */
  public Dataset<Row> rows() {
    return spark.read().format("delta").load(path);
  }
}
