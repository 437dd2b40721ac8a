package io.ingot.etl.bronze.files;

import io.ingot.core.project.CsvDialect;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** CSV of given columns, in the order in which they stand in the files. */
record CsvLines(CsvDialect dialect, List<String> columns) implements LineFormat {
  private static final long serialVersionUID = 1L;

  CsvLines {
    columns = List.copyOf(columns);
  }

  @Override
  public Charset charset() {
    return Charset.forName(dialect.encoding());
  }

  @Override
  public boolean splits() {
    return !dialect.multiLine() && LineBreaks.areBytesOf(charset());
  }

  @Override
  public RowReader rows(LineReader lines, long from) throws IOException {
    CsvRecords records = new CsvRecords(lines, dialect);
    if (from == 0 && dialect.columns().isEmpty()) {
      // The header, from which the columns were told before.
      records.next();
    }
    return new Rows(records, columns.size());
  }

  private record Rows(CsvRecords records, int columns) implements RowReader {
    @Override
    public boolean next() throws IOException {
      return records.next();
    }

    @Override
    public long position() {
      return records.position();
    }

    @Override
    public void give(TextRow row) {
      records.give(columns, row);
    }
  }
}
