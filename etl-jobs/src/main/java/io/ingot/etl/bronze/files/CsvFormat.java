package io.ingot.etl.bronze.files;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.project.CsvDialect;
import io.ingot.etl.bronze.BronzeColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV (RFC 4180, but one line a record) with a header line, or with columns that are declared.
 * Every field stays text and goes to the column that its header names: Spark itself would go by
 * position. Files with another order or set of columns are read beside each other.
 */
record CsvFormat(CsvDialect dialect) implements Formats {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int MOST_COLUMNS = 20_480;

  @Override
  public StructType head(PackedFiles files, String name) throws IOException {
    StructType head = new StructType();
    for (String column : columns(files, name)) {
      head = head.add(column == null ? "" : column, DataTypes.StringType);
    }
    return head;
  }

  private List<String> columns(PackedFiles files, String name) throws IOException {
    try (Reader text = new BufferedReader(new InputStreamReader(files.unpack(name), charset()))) {
      String line = firstLine(text);
      if (!dialect.columns().isEmpty()) {
        return dialect.columns();
      }
      return line.isEmpty() ? List.of() : Arrays.asList(new CsvParser(settings()).parseLine(line));
    } catch (TextParsingException e) {
      throw new DamagedFile("its header has more than " + MOST_COLUMNS + " columns", e);
    }
  }

  private CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(dialect.separator());
    settings.getFormat().setQuote(dialect.quote().charAt(0));
    settings.getFormat().setQuoteEscape(dialect.escape().charAt(0));
    // A name may begin with #, which would otherwise make the header a comment.
    settings.getFormat().setComment('\0');
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(-1);
    return settings;
  }

  /** The first line that is not blank, which is how Spark looks for a header; empty for none. */
  private static String firstLine(Reader text) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = text.read();
    if (next == BYTE_ORDER_MARK) {
      next = text.read();
    }
    while (next >= 0) {
      if (next != '\n' && next != '\r') {
        line.append((char) next);
      } else if (hasText(line)) {
        return line.toString();
      } else {
        line.setLength(0);
      }
      if (line.length() > LONGEST_HEADER) {
        throw new DamagedFile("its first line is longer than " + LONGEST_HEADER + " characters");
      }
      next = text.read();
    }
    return hasText(line) ? line.toString() : "";
  }

  private static boolean hasText(StringBuilder line) {
    return !line.toString().trim().isEmpty();
  }

  @Override
  public Dataset<Row> rows(
      SparkSession spark, SourceFolder folder, StructType head, List<SourceFile> files) {
    StructType schema = head.add(BronzeColumns.CORRUPT, DataTypes.StringType);
    if (head.isEmpty()) {
      return withSource(spark.createDataFrame(List.of(), schema), BronzeColumns.nowhere());
    }
    Dataset<Row> rows =
        folder
            .reader(spark)
            .schema(schema)
            .option("header", dialect.columns().isEmpty())
            .option("sep", dialect.separator())
            .option("quote", dialect.quote())
            .option("escape", dialect.escape())
            .option("encoding", dialect.encoding())
            .option("multiLine", !oneByteBreaksLines())
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", BronzeColumns.CORRUPT)
            .csv(folder.patterns(files));
    return withSource(
        rows,
        BronzeColumns.source(
            folder.fileName(),
            BronzeColumns.metadata("file_size"),
            BronzeColumns.metadata("file_modification_time"),
            BronzeColumns.metadata("file_block_start")));
  }

  private static Dataset<Row> withSource(Dataset<Row> rows, Column source) {
    return rows.select(
        Stream.concat(Arrays.stream(rows.columns()).map(BronzeColumns::named), Stream.of(source))
            .toArray(Column[]::new));
  }

  /** Spark looks for line breaks in the bytes, unless it reads a file front to end. */
  private boolean oneByteBreaksLines() {
    return "\n".getBytes(charset()).length == 1;
  }

  private Charset charset() {
    return Charset.forName(dialect.encoding());
  }

  @Override
  public PackedFiles.Reading whole() {
    return PackedFiles::drain;
  }
}
