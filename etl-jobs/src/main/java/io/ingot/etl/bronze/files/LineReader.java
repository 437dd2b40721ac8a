package io.ingot.etl.bronze.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads records of one line or several from a stream, as bytes, in the memory of one record. A line
 * ends with a line feed, a carriage return, or both, or with the stream.
 */
final class LineReader implements Closeable {
  /** Longest record in bytes; of a longer one only the {@link #excess} is kept. */
  static final int LONGEST = 8 << 20;

  private static final int ROOM = 1 << 16;
  private static final int BEYOND = 1 << 12;

  private final InputStream in;
  private final long until;
  private final Charset charset;
  private final LineBreaks breaks;
  private byte[] bytes = new byte[ROOM];
  private long base;
  private int limit;
  private boolean ended;
  private int start;
  private int end;
  private int next;
  private int firstEnd;
  private int firstNext;
  private long position;
  private Excess excess;

  private LineReader(InputStream in, long from, long until, Charset declared) throws IOException {
    this.in = in;
    this.base = from;
    this.until = until;
    Optional<Mark> mark = from == 0 ? Mark.of(declared, first()) : Optional.empty();
    charset = mark.map(Mark::charset).orElse(Mark.unmarked(declared));
    breaks = new LineBreaks(charset);
    next = mark.map(Mark::length).orElse(0);
  }

  /** Reads all records of a stream, but for a mark that it may begin with. */
  static LineReader of(InputStream in, Charset declared) throws IOException {
    return new LineReader(in, 0, Long.MAX_VALUE, declared);
  }

  /**
   * Reads the records that begin in a part of a file: the last may end beyond it, and after it come
   * others, which the caller tells by their {@link #position}.
   *
   * @param in from the byte before the part on, if the part is not the file's beginning
   * @param from first byte of the part
   * @param until the byte after it; little beyond is read before it is asked for
   */
  static LineReader of(InputStream in, Charset declared, long from, long until) throws IOException {
    LineReader lines = new LineReader(in, Math.max(0, from - 1), until, declared);
    if (from > 0) {
      // What the byte before ends, or goes on with, belongs to the part before.
      lines.next();
    }
    return lines;
  }

  private byte[] first() throws IOException {
    while (limit < Mark.BYTES && fill()) {
      // Few bytes may come at a time.
    }
    return Arrays.copyOf(bytes, Math.min(limit, Mark.BYTES));
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    start = next;
    end = next;
    excess = null;
    if (start == limit && !fill()) {
      return false;
    }
    position = base + start;
    int length = find(0);
    if (length < 0) {
      passOver();
      return true;
    }
    endAt(length);
    firstEnd = end;
    firstNext = next;
    return true;
  }

  /** Adds the next line, and the break before it; false if there is none that a record can hold. */
  boolean extend() throws IOException {
    if (next == limit && !fill()) {
      return false;
    }
    int length = find(next - start);
    if (length < 0) {
      return false;
    }
    endAt(length);
    return true;
  }

  private void endAt(int length) throws IOException {
    int ends = breakLength(length);
    end = start + length;
    next = end + ends;
  }

  /** Takes back what was added to the first line. */
  void shrink() {
    end = firstEnd;
    next = firstNext;
  }

  /** Length of the record up to the first break from a place of it on; negative if too long. */
  private int find(int from) throws IOException {
    int at = from;
    while (true) {
      at = breaks.find(bytes, start + at, limit) - start;
      if (at > LONGEST) {
        return -1;
      }
      if (start + at + breaks.unit() <= limit) {
        return at;
      }
      if (!fill()) {
        return limit - start;
      }
    }
  }

  /** Bytes of the break that follows so much of the record; none at the end of the stream. */
  private int breakLength(int length) throws IOException {
    int unit = breaks.unit();
    if (start + length == limit) {
      return 0;
    }
    if (breaks.isFeed(bytes, start + length)) {
      return unit;
    }
    while (limit - start - length < 2 * unit && fill()) {
      // What follows the carriage return may be yet to come.
    }
    int after = start + length + unit;
    return limit - after >= unit && breaks.isFeed(bytes, after) ? 2 * unit : unit;
  }

  private void passOver() throws IOException {
    MessageDigest digest = Excess.sha256();
    byte[] head = Excess.head(bytes, start, limit);
    long length = 0;
    while (true) {
      int found = breaks.find(bytes, start, limit);
      boolean last = found + breaks.unit() <= limit;
      digest.update(bytes, start, found - start);
      length += found - start;
      start = found;
      if (last) {
        break;
      }
      if (!fill()) {
        digest.update(bytes, start, limit - start);
        length += limit - start;
        start = limit;
        break;
      }
    }
    endAt(0);
    firstEnd = end;
    firstNext = next;
    excess = new Excess(head, length, Excess.hex(digest));
  }

  /** Reads on; places in the bytes move to the front by as much as the record does. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      base += start;
      limit -= start;
      end -= start;
      next -= start;
      firstEnd -= start;
      firstNext -= start;
      start = 0;
    }
    if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    long wanted = Math.max(until - base - limit, BEYOND);
    int count = in.read(bytes, limit, (int) Math.min(bytes.length - limit, wanted));
    ended = count < 0;
    limit += Math.max(0, count);
    return !ended;
  }

  /** What the bytes are encoded in; where that was open, the file's mark has told. */
  Charset charset() {
    return charset;
  }

  /** The record is {@code [from, to)} of these, until the reader is moved. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return start;
  }

  int to() {
    return end;
  }

  /** First byte of the record in the stream. */
  long position() {
    return position;
  }

  /** What is known of a record that is too long; its bytes are gone. */
  Optional<Excess> excess() {
    return Optional.ofNullable(excess);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
