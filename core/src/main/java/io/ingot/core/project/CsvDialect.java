package io.ingot.core.project;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;

/**
 * How CSV files are written; what is not said is as RFC 4180 has it.
 *
 * @param separator one character or more
 * @param escape before a quote, or before itself, inside a quoted field; elsewhere it is text
 * @param multiLine whether a quoted field may hold line breaks; such a file is read front to end,
 *     by one task
 */
@Doc("How CSV is written; by RFC 4180 unless said")
public record CsvDialect(
    @Doc("Between fields; a comma unless said") String separator,
    @Doc("Around fields; a double quote unless said") String quote,
    @Doc("Before a quote inside a field; a second quote unless said") String escape,
    @Doc("Character set; UTF-8 unless said") String encoding,
    @Doc("Names of the columns, for files without a header line") List<String> columns,
    @Doc("Whether a quoted field may hold line breaks; no unless said") boolean multiLine)
    implements Serializable {
  public CsvDialect {
    separator = separator == null ? "," : separator.replace("\\t", "\t");
    quote = quote == null ? "\"" : quote;
    escape = escape == null ? quote : escape;
    encoding = encoding == null ? "UTF-8" : encoding;
    columns = List.copyOf(columns);
    if (separator.isEmpty() || quote.length() != 1 || escape.length() != 1) {
      throw new IllegalArgumentException(
          "Invalid csv: separator needs a character or more, quote and escape one each.");
    }
    if (separator.indexOf('\\') >= 0 || breaksLines(separator)) {
      throw new IllegalArgumentException(
          "Invalid separator. It holds neither a backslash (but for \\t, a tab) nor a line break.");
    }
    if (breaksLines(quote + escape) || separator.contains(quote)) {
      throw new IllegalArgumentException(
          "Invalid quote or escape. Neither is a line break, and no separator holds the quote.");
    }
    if (columns.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
            < columns.size()
        || columns.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("Invalid columns. Each needs a name of its own.");
    }
    try {
      Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          "Unknown encoding '" + encoding + "'. Write a name such as UTF-8 or ISO-8859-1.", e);
    }
  }

  private static boolean breaksLines(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }

  static CsvDialect usual() {
    return new CsvDialect(null, null, null, null, List.of(), false);
  }
}
