package io.ingot.etl.bronze;

import static org.apache.spark.sql.functions.col;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.SourceException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV with a header line (RFC 4180, but one line a record). Every field stays text and goes to the
 * column that its header names: Spark itself would go by position. Files with another order or set
 * of columns are read beside each other.
 */
record CsvFormat(String separator) implements Formats {
  @Override
  public Dataset<Row> read(SparkSession spark, SourceFolder folder, List<SourceFile> files) {
    Map<List<String>, List<SourceFile>> byHeader =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> header(folder, file), LinkedHashMap::new, Collectors.toList()));
    return byHeader.entrySet().stream()
        .filter(group -> !group.getKey().isEmpty())
        .map(group -> read(spark, folder, group.getKey(), group.getValue()))
        .reduce((left, right) -> left.unionByName(right, true))
        .orElseGet(() -> nothing(spark));
  }

  /** What files hold that have no line but blank ones. */
  private static Dataset<Row> nothing(SparkSession spark) {
    return spark
        .createDataFrame(
            List.of(), new StructType().add(BronzeColumns.CORRUPT, DataTypes.StringType))
        .withColumn(
            BronzeColumns.SOURCE,
            BronzeColumns.source(
                BronzeColumns.none(),
                BronzeColumns.none(),
                BronzeColumns.none(),
                BronzeColumns.none()));
  }

  private Dataset<Row> read(
      SparkSession spark, SourceFolder folder, List<String> header, List<SourceFile> files) {
    StructType schema = new StructType();
    for (String column : header) {
      schema = schema.add(column, DataTypes.StringType);
    }
    schema = schema.add(BronzeColumns.CORRUPT, DataTypes.StringType);
    Dataset<Row> rows =
        spark
            .read()
            .schema(schema)
            .option("header", "true")
            .option("sep", separator)
            .option("quote", "\"")
            .option("escape", "\"")
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", BronzeColumns.CORRUPT)
            .csv(folder.patterns(files));
    return rows.select(columns(rows, folder));
  }

  private static Column[] columns(Dataset<Row> rows, SourceFolder folder) {
    List<Column> columns =
        Arrays.stream(rows.columns())
            .map(name -> col("`" + name.replace("`", "``") + "`"))
            .collect(Collectors.toList());
    columns.add(
        BronzeColumns.source(
            folder.fileName(),
            BronzeColumns.metadata("file_size"),
            BronzeColumns.metadata("file_modification_time"),
            BronzeColumns.metadata("file_block_start")));
    return columns.toArray(Column[]::new);
  }

  /** The columns that a file's first line names; none for a file of blank lines. */
  private List<String> header(SourceFolder folder, SourceFile file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(separator);
    // A name may begin with #, which would otherwise make the header a comment.
    settings.getFormat().setComment('\0');
    List<String> header =
        folder
            .firstLine(file)
            .map(line -> Arrays.asList(new CsvParser(settings).parseLine(line)))
            .orElse(List.of());
    Set<String> distinct = new HashSet<>();
    for (String name : header) {
      if (name == null || name.isBlank() || !distinct.add(name.toLowerCase(Locale.ROOT))) {
        throw new SourceException(
            "Cannot read "
                + file.path()
                + ": its header has "
                + (name == null || name.isBlank() ? "an empty name" : "the name " + name + " twice")
                + ". Correct the file's first line.");
      }
    }
    BronzeColumns.requireFree(file.path(), header);
    return header;
  }
}
