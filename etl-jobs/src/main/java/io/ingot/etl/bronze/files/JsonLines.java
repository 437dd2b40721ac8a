package io.ingot.etl.bronze.files;

import io.ingot.etl.bronze.BronzeColumns;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of JSON as they stand in the files; whether they are JSON is told later. */
record JsonLines() implements LineFormat {
  private static final long serialVersionUID = 1L;

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public List<String> columns() {
    return List.of(BronzeColumns.RAW);
  }

  @Override
  public boolean splits() {
    return true;
  }

  @Override
  public RowReader rows(LineReader lines, long from) {
    return new Rows(new TextLines(lines, Blank.anywhere()));
  }

  private record Rows(TextLines lines) implements RowReader {
    @Override
    public boolean next() throws IOException {
      return lines.next();
    }

    @Override
    public long position() {
      return lines.position();
    }

    @Override
    public void give(TextRow row) {
      RecordText text = lines.text();
      if (lines.flaw().isPresent()) {
        lines.corrupt(lines.flaw().get(), row);
      } else if (hasLongText(text)) {
        lines.corrupt(Flaw.OVERSIZE, row);
      } else {
        row.text(0, text.bytes(), text.from(), text.length());
      }
    }

    /** Whether a text between quotes is longer than a field may be. */
    private static boolean hasLongText(RecordText line) {
      if (line.length() <= FieldSplitter.LONGEST) {
        return false;
      }
      int to = line.from() + line.length();
      int begun = line.from();
      boolean open = false;
      for (int i = line.from(); i < to; i++) {
        byte next = line.bytes()[i];
        if (open && next == '\\') {
          i++;
        } else if (next == '"') {
          if (open && i - begun > FieldSplitter.LONGEST) {
            return true;
          }
          open = !open;
          begun = i + 1;
        }
      }
      return open && to - begun > FieldSplitter.LONGEST;
    }
  }
}
