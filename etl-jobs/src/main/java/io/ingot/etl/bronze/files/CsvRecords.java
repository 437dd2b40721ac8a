package io.ingot.etl.bronze.files;

import io.ingot.core.project.CsvDialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of CSV, each with its fields or with what is wrong with it. */
final class CsvRecords {
  private final TextLines lines;
  private final FieldSplitter fields;
  private final boolean multiLine;
  private Optional<Flaw> flaw = Optional.empty();

  CsvRecords(LineReader lines, CsvDialect dialect) {
    this.lines = new TextLines(lines, new Blank(dialect.separator()));
    this.fields = new FieldSplitter(dialect);
    this.multiLine = dialect.multiLine();
  }

  /** Goes to the next record; false at the end. */
  boolean next() throws IOException {
    if (!lines.next()) {
      return false;
    }
    flaw = lines.flaw();
    if (flaw.isEmpty()) {
      fields.begin();
      flaw = flaw(split());
    }
    return true;
  }

  private FieldSplitter.Result split() throws IOException {
    FieldSplitter.Result first = splitLine();
    if (first != FieldSplitter.Result.OPEN || !multiLine) {
      return first;
    }
    FieldSplitter.Result result = first;
    while (result == FieldSplitter.Result.OPEN && lines.extend()) {
      result = splitLine();
    }
    if (result == FieldSplitter.Result.OPEN || result == FieldSplitter.Result.QUOTE) {
      // A quote that nothing closes as it should must not swallow the records that follow.
      lines.shrink();
      return first;
    }
    return result;
  }

  private FieldSplitter.Result splitLine() {
    RecordText text = lines.text();
    return fields.split(text.bytes(), text.from(), text.length());
  }

  private static Optional<Flaw> flaw(FieldSplitter.Result result) {
    return switch (result) {
      case OPEN, QUOTE -> Optional.of(Flaw.QUOTE);
      case OVERSIZE -> Optional.of(Flaw.OVERSIZE);
      default -> Optional.empty();
    };
  }

  /** Why the record has no fields. */
  Optional<Flaw> flaw() {
    return flaw;
  }

  long position() {
    return lines.position();
  }

  /** Gives a row the record: its fields, if they are as many as the row has. */
  void give(int columns, TextRow row) {
    Optional<Flaw> found =
        flaw.isEmpty() && fields.count() != columns ? Optional.of(Flaw.FIELD_COUNT) : flaw;
    if (found.isPresent()) {
      lines.corrupt(found.get(), row);
      return;
    }
    RecordText text = lines.text();
    for (int i = 0; i < columns; i++) {
      fields.give(i, text.bytes(), text.from(), row);
    }
  }

  /**
   * The fields as a header's names, without spaces around them.
   *
   * @throws DamagedFile when there are too many
   */
  List<String> names() throws DamagedFile {
    if (fields.count() > FieldSplitter.MOST) {
      throw new DamagedFile(
          Flaw.HEADER, "its header has more than " + FieldSplitter.MOST + " columns");
    }
    TextRow row = new TextRow(fields.count());
    give(fields.count(), row);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.count(); i++) {
      names.add(row.row().isNullAt(i) ? "" : row.row().getUTF8String(i).toString().strip());
    }
    return names;
  }
}
