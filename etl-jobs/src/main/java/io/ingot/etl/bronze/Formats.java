package io.ingot.etl.bronze;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.project.Source;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads files of one format into the source's columns, {@code _source} and {@code _corrupt}. */
@FunctionalInterface
interface Formats {
  Dataset<Row> read(SparkSession spark, SourceFolder folder, List<SourceFile> files);

  Map<Source.Format, Function<Source.FileSet, Formats>> ALL =
      Map.of(
          Source.Format.CSV, source -> new CsvFormat(source.separator()),
          Source.Format.JSON, source -> new JsonFormat(),
          Source.Format.PARQUET, source -> new ParquetFormat());

  static Formats of(Source.FileSet source) {
    return ALL.get(source.format()).apply(source);
  }
}
