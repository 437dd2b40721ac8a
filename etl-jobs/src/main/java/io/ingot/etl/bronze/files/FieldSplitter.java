package io.ingot.etl.bronze.files;

import io.ingot.core.project.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a record of UTF-8 text into fields, strictly by RFC 4180: a field is quoted as a whole or
 * holds no quote. Places are counted from the record's first byte.
 */
final class FieldSplitter {
  /** Most bytes of a field. */
  static final int LONGEST = 1 << 20;

  /** Fields of which the places are kept; others are only counted. */
  static final int MOST = 20_480;

  private final byte[] separator;
  private final byte[] quote;
  private final byte[] escape;
  private final boolean doubled;
  private int[] begins = new int[16];
  private int[] ends = new int[16];
  private Kind[] kinds = new Kind[16];
  private int count;
  private int at;
  private int begun;
  private boolean open;
  private boolean escaped;

  FieldSplitter(CsvDialect dialect) {
    separator = dialect.separator().getBytes(StandardCharsets.UTF_8);
    quote = dialect.quote().getBytes(StandardCharsets.UTF_8);
    escape = dialect.escape().getBytes(StandardCharsets.UTF_8);
    doubled = dialect.escape().equals(dialect.quote());
  }

  /** Begins with another record. */
  void begin() {
    count = 0;
    at = 0;
    open = false;
  }

  /**
   * Goes on to the end of the text that there is now, which is the end of a line.
   *
   * @param from the record's first byte
   * @param length of the record
   */
  Result split(byte[] text, int from, int length) {
    while (true) {
      Result result =
          open || stands(quote, text, from, at, length)
              ? quoted(text, from, length)
              : unquoted(text, from, length);
      if (result != Result.MORE) {
        return result;
      }
    }
  }

  private Result unquoted(byte[] text, int from, int length) {
    int end = at;
    byte first = separator[0];
    byte mark = quote[0];
    while (end < length) {
      byte next = text[from + end];
      if (next == first && stands(separator, text, from, end, length)) {
        return take(at, end, end == at ? Kind.NOTHING : Kind.PLAIN, end + separator.length);
      }
      if (next == mark && stands(quote, text, from, end, length)) {
        return Result.QUOTE;
      }
      end++;
    }
    return last(at, end, end == at ? Kind.NOTHING : Kind.PLAIN);
  }

  private Result quoted(byte[] text, int from, int length) {
    int end = at;
    if (!open) {
      open = true;
      escaped = false;
      end += quote.length;
      begun = end;
    }
    while (end < length) {
      int skipped = escape(text, from, end, length);
      if (skipped > 0) {
        escaped = true;
        end += skipped;
      } else if (stands(quote, text, from, end, length)) {
        return closed(text, from, end, length);
      } else {
        end++;
      }
    }
    at = length;
    return Result.OPEN;
  }

  private Result closed(byte[] text, int from, int end, int length) {
    open = false;
    Kind kind = escaped ? Kind.ESCAPED : Kind.PLAIN;
    int after = end + quote.length;
    if (after == length) {
      return last(begun, end, kind);
    }
    return stands(separator, text, from, after, length)
        ? take(begun, end, kind, after + separator.length)
        : Result.QUOTE;
  }

  /** Bytes of an escape and what it escapes; none where there is no escape. */
  private int escape(byte[] text, int from, int place, int length) {
    if (!stands(escape, text, from, place, length)) {
      return 0;
    }
    int after = place + escape.length;
    if (stands(quote, text, from, after, length)) {
      return escape.length + quote.length;
    }
    return !doubled && stands(escape, text, from, after, length) ? 2 * escape.length : 0;
  }

  private Result take(int begin, int end, Kind kind, int next) {
    at = next;
    return end - begin > LONGEST ? Result.OVERSIZE : keep(begin, end, kind, Result.MORE);
  }

  private Result last(int begin, int end, Kind kind) {
    return end - begin > LONGEST ? Result.OVERSIZE : keep(begin, end, kind, Result.DONE);
  }

  private Result keep(int begin, int end, Kind kind, Result result) {
    if (count == begins.length && count < MOST) {
      begins = Arrays.copyOf(begins, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    if (count < begins.length) {
      begins[count] = begin;
      ends[count] = end;
      kinds[count] = kind;
    }
    count++;
    return result;
  }

  private static boolean stands(byte[] sought, byte[] text, int from, int place, int length) {
    if (place + sought.length > length || text[from + place] != sought[0]) {
      return false;
    }
    return sought.length == 1
        || Arrays.equals(
            sought, 0, sought.length, text, from + place, from + place + sought.length);
  }

  /** Fields of the record, which may be more than are kept. */
  int count() {
    return count;
  }

  /** Gives the field of that number to a row. */
  void give(int field, byte[] text, int from, TextRow row) {
    int begin = from + begins[field];
    int length = ends[field] - begins[field];
    switch (kinds[field]) {
      case NOTHING -> row.nothing(field);
      case PLAIN -> row.text(field, text, begin, length);
      case ESCAPED -> {
        byte[] plain = plain(text, begin, length);
        row.text(field, plain, 0, plain.length);
      }
    }
  }

  private byte[] plain(byte[] text, int from, int length) {
    byte[] plain = new byte[length];
    int filled = 0;
    int place = 0;
    while (place < length) {
      int skipped = escape(text, from, place, length);
      place += skipped == 0 ? 0 : escape.length;
      int taken = skipped == 0 ? 1 : skipped - escape.length;
      System.arraycopy(text, from + place, plain, filled, taken);
      place += taken;
      filled += taken;
    }
    return Arrays.copyOf(plain, filled);
  }

  /** How far a record was split. */
  enum Result {
    MORE,
    DONE,
    /** A quoted field goes on at the end of the line. */
    OPEN,
    QUOTE,
    OVERSIZE
  }

  private enum Kind {
    NOTHING,
    PLAIN,
    ESCAPED
  }
}
