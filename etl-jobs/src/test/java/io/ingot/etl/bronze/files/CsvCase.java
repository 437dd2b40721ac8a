package io.ingot.etl.bronze.files;

import io.ingot.core.project.CsvDialect;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A CSV file of columns {@code id} and {@code name}, and perhaps {@code note}, with what is read of
 * it.
 *
 * @param good fields with a bar between; {@code ~} where there is none
 * @param bad code, raw record and its position, with a bar between
 * @param twin the same file without damage, or the same records in plain CSV
 */
record CsvCase(
    String name, CsvDialect dialect, byte[] bytes, List<String> good, List<String> bad, Twin twin) {
  static final CsvDialect PLAIN = Dialect.of().read();

  /** A file without damage, of another shape than RFC 4180 has it. */
  static CsvCase good(String name, Dialect dialect, String text, String... rows) {
    return good(name, dialect, dialect.bytes(text), rows);
  }

  static CsvCase good(String name, Dialect dialect, byte[] bytes, String... rows) {
    String plain =
        Stream.of(rows)
            .map(
                row ->
                    Stream.of(row.split("\\|", -1))
                        .map(CsvCase::plain)
                        .collect(Collectors.joining(",", "", "\n")))
            .collect(Collectors.joining());
    String header = rows.length > 0 && rows[0].split("\\|", -1).length == 3 ? ",note" : "";
    Twin twin =
        new Twin(
            new Dialect(PLAIN).multiLine().read(),
            ("id,name" + header + "\n" + plain).getBytes(StandardCharsets.UTF_8));
    return new CsvCase(name, dialect.read(), bytes, List.of(rows), List.of(), twin);
  }

  private static String plain(String field) {
    return field.equals("~") ? "" : "\"" + field.replace("\"", "\"\"") + "\"";
  }

  /** A line of damage between two good ones, which is kept as it is. */
  static CsvCase bad(String name, Dialect dialect, Flaw flaw, String line) {
    return bad(name, dialect, flaw, dialect.bytes(line), line);
  }

  /** A line of bytes that are no text. */
  static CsvCase noText(String name, Dialect dialect, byte[] line) {
    return bad(name, dialect, Flaw.ENCODING, line, Base64.getEncoder().encodeToString(line));
  }

  static CsvCase bad(String name, Dialect dialect, Flaw flaw, byte[] line, String raw) {
    byte[] before =
        dialect.lines((dialect.read().columns().isEmpty() ? "id,name\n" : "") + "1,Ann\n");
    byte[] after = dialect.lines("3,Cid\n");
    byte[] end = dialect.bytes("\n");
    return new CsvCase(
        name,
        dialect.read(),
        join(before, line, end, after),
        List.of("1|Ann", "3|Cid"),
        List.of(flaw + "|" + raw + "|" + before.length),
        new Twin(dialect.read(), join(before, after)));
  }

  /** A file that is set aside whole. */
  static CsvCase aside(String name, Dialect dialect, Flaw flaw, byte[] bytes, String reason) {
    return new CsvCase(
        name,
        dialect.read(),
        bytes,
        List.of(),
        List.of(flaw + "|damaged file: " + reason + "|null"),
        new Twin(PLAIN, new byte[] {'\n'}));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A file of which the same good rows are read, and no bad one. */
  record Twin(CsvDialect dialect, byte[] bytes) {}

  /** A dialect to be. */
  record Dialect(CsvDialect read) {
    static Dialect of() {
      return new Dialect(new CsvDialect(null, null, null, null, List.of(), false));
    }

    Dialect separator(String separator) {
      return new Dialect(
          new CsvDialect(
              separator,
              read.quote(),
              read.escape(),
              read.encoding(),
              read.columns(),
              read.multiLine()));
    }

    Dialect quote(String quote) {
      return new Dialect(
          new CsvDialect(
              read.separator(), quote, null, read.encoding(), read.columns(), read.multiLine()));
    }

    Dialect escape(String escape) {
      return new Dialect(
          new CsvDialect(
              read.separator(),
              read.quote(),
              escape,
              read.encoding(),
              read.columns(),
              read.multiLine()));
    }

    Dialect encoding(String encoding) {
      return new Dialect(
          new CsvDialect(
              read.separator(),
              read.quote(),
              read.escape(),
              encoding,
              read.columns(),
              read.multiLine()));
    }

    Dialect columns(String... columns) {
      return new Dialect(
          new CsvDialect(
              read.separator(),
              read.quote(),
              read.escape(),
              read.encoding(),
              new ArrayList<>(List.of(columns)),
              read.multiLine()));
    }

    Dialect multiLine() {
      return new Dialect(
          new CsvDialect(
              read.separator(),
              read.quote(),
              read.escape(),
              read.encoding(),
              read.columns(),
              true));
    }

    byte[] bytes(String text) {
      return text.getBytes(Charset.forName(read.encoding()));
    }

    /** Plain lines by this dialect's separator. */
    byte[] lines(String plain) {
      return bytes(plain.replace(",", read.separator()));
    }
  }
}
