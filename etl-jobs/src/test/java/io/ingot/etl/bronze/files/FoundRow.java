package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What a task makes of a record, without a task.
 *
 * @param fields null where there is no text
 * @param fault empty for a good row
 */
record FoundRow(long position, List<String> fields, String fault, String corrupt) {
  /** The rows of the part {@code [from, until)} of a file, whose bytes come a few at a time. */
  static List<FoundRow> read(LineFormat format, byte[] file, long from, long until, Random random)
      throws IOException {
    int skipped = (int) Math.max(0, from - 1);
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(file, skipped, file.length - skipped)) {
          @Override
          public int read(byte[] bytes, int to, int most) throws IOException {
            return super.read(bytes, to, Math.min(most, 1 + random.nextInt(200)));
          }
        };
    TextRow row = new TextRow(format.columns().size());
    row.of(new SourceFile("f", file.length, Instant.EPOCH));
    List<FoundRow> found = new ArrayList<>();
    try (LineReader lines = LineReader.of(in, format.charset(), from, until)) {
      RowReader rows = format.rows(lines, from);
      while (rows.next() && rows.position() < until) {
        row.at(rows.position());
        rows.give(row);
        found.add(of(rows.position(), row.row(), format.columns().size()));
      }
    }
    return found;
  }

  private static FoundRow of(long position, InternalRow row, int columns) {
    String[] fields = new String[columns];
    for (int i = 0; i < columns; i++) {
      fields[i] = text(row, i);
    }
    String fault = text(row, columns + 1);
    return new FoundRow(
        position, Arrays.asList(fields), fault == null ? "" : fault, text(row, columns));
  }

  private static String text(InternalRow row, int column) {
    return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
  }

  boolean isGood() {
    return fault.isEmpty();
  }
}
