package io.ingot.etl.bronze.files;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.BronzeColumns;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One JSON object a line. The line itself is kept, since parsing loses what the source really said;
 * a line that is no object is kept as corrupt. Blank lines hold no record.
 */
record JsonFormat() implements Formats {
  @Override
  public StructType head(PackedFiles files, String name) throws IOException {
    files.unpack(name).close();
    return new StructType();
  }

  @Override
  public Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files) {
    Column line = col("value");
    return folder
        .reader(spark)
        .text(folder.patterns(files))
        .select(
            line,
            BronzeColumns.source(
                folder.fileName(),
                BronzeColumns.metadata("file_size"),
                BronzeColumns.metadata("file_modification_time"),
                BronzeColumns.metadata("file_block_start")))
        .filter(trim(line).notEqual(""))
        .select(
            line.as(BronzeColumns.RAW),
            when(json_object_keys(line).isNull(), line).as(BronzeColumns.CORRUPT),
            col(BronzeColumns.SOURCE));
  }

  @Override
  public PackedFiles.Reading whole() {
    return PackedFiles::drain;
  }
}
