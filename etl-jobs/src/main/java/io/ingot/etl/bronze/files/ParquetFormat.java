package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.BronzeColumns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Parquet files keep their types; columns go by name. */
record ParquetFormat() implements Formats {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  @Override
  public StructType head(PackedFiles files, String name) throws IOException {
    try (InputStream bytes = files.open(name)) {
      if (!Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC)) {
        throw new DamagedFile(Flaw.BAD_FILE, "it holds no Parquet data");
      }
    }
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(files.path(name), files.configuration()))) {
      return plain(columns(new Footer(files.path(name), reader.getFooter())));
    }
  }

  private static StructType columns(Footer footer) throws DamagedFile {
    try {
      return ParquetFileFormat.readSchemaFromFooter(footer, converter());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Spark's analysis of a type that it has no reader for, such as times in nanoseconds; Scala
      // does not declare what it throws.
      throw new DamagedFile(Flaw.BAD_FILE, "its columns cannot be read: " + e.getMessage(), e);
    }
  }

  /** Files are read by a schema that is given, so what another session declares is no matter. */
  private static ParquetToSparkSchemaConverter converter() {
    return new ParquetToSparkSchemaConverter(new SQLConf());
  }

  private static StructType plain(StructType columns) {
    StructType plain = new StructType();
    for (StructField field : columns.asNullable().fields()) {
      plain = plain.add(field.name(), field.dataType());
    }
    return plain;
  }

  @Override
  public Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files) {
    Dataset<Row> rows = folder.reader(spark).schema(head).parquet(folder.patterns(files));
    List<Column> columns =
        Arrays.stream(head.fieldNames()).map(BronzeColumns::named).collect(Collectors.toList());
    columns.add(
        BronzeColumns.source(
            folder.fileName(),
            BronzeColumns.metadata("file_size"),
            BronzeColumns.metadata("file_modification_time"),
            BronzeColumns.metadata("row_index")));
    columns.add(BronzeColumns.none().cast("string").as(BronzeColumns.CORRUPT));
    columns.add(BronzeColumns.none().cast("string").as(BronzeColumns.FAULT));
    return rows.select(columns.toArray(Column[]::new));
  }

  @Override
  public PackedFiles.Reading whole() {
    return ParquetFormat::readWhole;
  }

  private static void readWhole(PackedFiles files, String name) throws IOException {
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), files.path(name))
            .withConf(files.configuration())
            .build()) {
      while (rows.read() != null) {
        // Reading is all that is asked for.
      }
    }
  }
}
