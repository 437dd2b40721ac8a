package io.ingot.core.lake;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** What the log of a table says about the sizes of its files. */
final class DeltaLayout {
  /** Delta's own measure of when a file is mostly rows that were deleted. */
  private static final double MOSTLY_DELETED = 0.05;

  private final DeltaLog log;

  DeltaLayout(SparkSession spark, String path) {
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  List<String> partitionColumns() {
    return Arrays.asList(latest().metadata().partitionSchema().fieldNames());
  }

  List<PartitionFiles> partitions(long smallBelow, long orderedUpTo) {
    Snapshot snapshot = latest();
    StructType columns = snapshot.metadata().partitionSchema();
    Column small = col("size").lt(smallBelow).or(mostlyDeleted());
    return snapshot
        .allFiles()
        .toDF()
        .groupBy(array(strings(columns)).as("partition"), typed(columns).as("values"))
        .agg(
            count(lit(1)).as("files"),
            sum("size").as("bytes"),
            count(when(small, 1)).as("small"),
            sum(when(small, col("size")).otherwise(0L)).as("small_bytes"),
            sum(when(col("modificationTime").gt(orderedUpTo), col("size")).otherwise(0L))
                .as("unordered"))
        .select("values", "files", "bytes", "small", "small_bytes", "unordered")
        .collectAsList()
        .stream()
        .map(DeltaLayout::partition)
        .toList();
  }

  /** When the newest file was written, by the clock of the store; -1 where there is none. */
  long newest() {
    Row newest = latest().allFiles().toDF().agg(max("modificationTime")).first();
    return newest.isNullAt(0) ? -1 : newest.getLong(0);
  }

  private static PartitionFiles partition(Row row) {
    return new PartitionFiles(
        row.getStruct(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5));
  }

  private static Column mostlyDeleted() {
    Column rows = get_json_object(col("stats"), "$.numRecords").cast("long");
    return col("deletionVector")
        .isNotNull()
        .and(rows.isNull().or(col("deletionVector.cardinality").gt(rows.multiply(MOSTLY_DELETED))));
  }

  private static Column[] strings(StructType columns) {
    return Arrays.stream(columns.fields()).map(DeltaLayout::text).toArray(Column[]::new);
  }

  /** A partition of null has no value and of text none either, to Delta. */
  private static Column typed(StructType columns) {
    Column[] values =
        Arrays.stream(columns.fields())
            .map(field -> text(field).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return values.length == 0 ? struct(lit(0).as("none")) : struct(values);
  }

  private static Column text(StructField field) {
    return col("partitionValues").getItem(field.name());
  }

  private Snapshot latest() {
    return log.update(false, Option.empty(), Option.empty());
  }
}
