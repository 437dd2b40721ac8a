package io.ingot.etl.bronze;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.batch.SourceFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Parquet files keep their types; columns go by name. */
record ParquetFormat() implements Formats {
  @Override
  public Dataset<Row> read(SparkSession spark, SourceFolder folder, List<SourceFile> files) {
    Dataset<Row> rows = spark.read().option("mergeSchema", "true").parquet(folder.patterns(files));
    BronzeColumns.requireFree("parquet files", Arrays.asList(rows.columns()));
    List<Column> columns =
        Arrays.stream(rows.columns())
            .map(name -> col("`" + name.replace("`", "``") + "`"))
            .collect(Collectors.toList());
    columns.add(
        BronzeColumns.source(
            folder.fileName(),
            BronzeColumns.metadata("file_size"),
            BronzeColumns.metadata("file_modification_time"),
            BronzeColumns.metadata("row_index")));
    columns.add(BronzeColumns.none().cast("string").as(BronzeColumns.CORRUPT));
    return rows.select(columns.toArray(Column[]::new));
  }
}
