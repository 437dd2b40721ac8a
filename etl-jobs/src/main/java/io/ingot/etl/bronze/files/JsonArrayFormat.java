package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.BronzeColumns;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Files that are one JSON array each. An element's text is kept as it stands in the file; one that
 * {@link io.ingot.etl.bronze.JsonFault} refuses is kept as corrupt, and a file that is no array to
 * its end is damaged.
 */
record JsonArrayFormat() implements Formats {
  private static final int MOST_TASKS = 10_000;

  private static final StructType COLUMNS =
      new StructType()
          .add(BronzeColumns.RAW, DataTypes.StringType)
          .add(BronzeColumns.CORRUPT, DataTypes.StringType)
          .add(BronzeColumns.FAULT, DataTypes.StringType)
          .add(
              BronzeColumns.SOURCE,
              new StructType()
                  .add("name", DataTypes.StringType)
                  .add("bytes", DataTypes.LongType)
                  .add("modified", DataTypes.TimestampType)
                  .add("position", DataTypes.LongType));

  @Override
  public StructType head(PackedFiles files, String name) throws IOException {
    files.unpack(name).close();
    return new StructType();
  }

  @Override
  public Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark.createDataFrame(
        context
            .parallelize(files, Math.min(files.size(), MOST_TASKS))
            .flatMap(new JsonArrayRows(folder.packed())),
        COLUMNS);
  }

  @Override
  public PackedFiles.Reading whole() {
    return JsonArrayFormat::readWhole;
  }

  private static void readWhole(PackedFiles files, String name) throws IOException {
    try (JsonElements elements = new JsonElements(files.unpack(name))) {
      while (elements.next().isPresent()) {
        // Reading is all that is asked for.
      }
    }
  }
}
