package io.ingot.etl.bronze.files;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.bronze.JsonFault;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One JSON object a line. The line itself is kept, since parsing loses what the source really said;
 * a line that {@link JsonFault} refuses is kept as corrupt. Blank lines hold no record.
 */
record JsonFormat() implements Formats {
  @Override
  public StructType head(PackedFiles files, String name) throws IOException {
    TextHead.open(files, name, new JsonLines().charset()).close();
    return new StructType();
  }

  @Override
  public Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files) {
    Column line = col(BronzeColumns.RAW);
    return TextRelation.rows(spark, folder.packed(), files, new JsonLines())
        .withColumn(BronzeColumns.FAULT, coalesce(col(BronzeColumns.FAULT), JsonFault.of(line)))
        .withColumn(
            BronzeColumns.CORRUPT,
            coalesce(col(BronzeColumns.CORRUPT), when(col(BronzeColumns.FAULT).isNotNull(), line)));
  }

  @Override
  public PackedFiles.Reading whole() {
    return PackedFiles::drain;
  }
}
