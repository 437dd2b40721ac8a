package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.project.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads files of one format. */
interface Formats {
  /**
   * The columns that a file's header or footer names, as it names them; none where the format has
   * no such thing. Reads no row. May be called for several files at the same time.
   *
   * @throws DamagedFile when the file is not of this format
   */
  StructType head(PackedFiles files, String name) throws IOException;

  /**
   * The rows of files with the same head: its columns, and Ingot's {@code _source}, {@code
   * _corrupt} and {@code _fault}.
   */
  Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files);

  /** Reads a file as a whole, to see whether it can be. */
  PackedFiles.Reading whole();

  Map<Source.Format, Function<Source.FileSet, Formats>> ALL =
      Map.of(
          Source.Format.CSV, source -> new CsvFormat(source.csv()),
          Source.Format.JSON, source -> new JsonFormat(),
          Source.Format.JSON_ARRAY, source -> new JsonArrayFormat(),
          Source.Format.PARQUET, source -> new ParquetFormat());

  static Formats of(Source.FileSet source) {
    return ALL.get(source.format()).apply(source);
  }
}
