package io.ingot.etl.bronze.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Finds line feeds and carriage returns in the bytes of an encoding. */
final class LineBreaks {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private final byte[] feed;
  private final byte[] carriage;
  private final long feeds;
  private final long returns;

  /**
   * @param charset one that writes no mark
   */
  LineBreaks(Charset charset) {
    feed = "\n".getBytes(charset);
    carriage = "\r".getBytes(charset);
    feeds = ONES * (feed[0] & 0xff);
    returns = ONES * (carriage[0] & 0xff);
  }

  /** Whether a line break can be told by one byte, wherever one begins to read. */
  static boolean areBytesOf(Charset charset) {
    return "\n".getBytes(charset).length == 1;
  }

  /** Bytes of a character at least. */
  int unit() {
    return feed.length;
  }

  /** Where the next break begins in {@code [from, to)}; {@code to} or a little less for none. */
  int find(byte[] bytes, int from, int to) {
    return unit() == 1 ? byByte(bytes, from, to) : byUnit(bytes, from, to);
  }

  private int byByte(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      long found = zero(eight ^ feeds) | zero(eight ^ returns);
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] != feed[0] && bytes[at] != carriage[0]) {
      at++;
    }
    return at;
  }

  /** The top bit of each byte that is zero; of bytes above the first such, perhaps too. */
  private static long zero(long eight) {
    return (eight - ONES) & ~eight & TOPS;
  }

  private int byUnit(byte[] bytes, int from, int to) {
    int at = from;
    while (at + unit() <= to && !isFeed(bytes, at) && !stands(carriage, bytes, at)) {
      at += unit();
    }
    return at;
  }

  boolean isFeed(byte[] bytes, int at) {
    return stands(feed, bytes, at);
  }

  private static boolean stands(byte[] sought, byte[] bytes, int at) {
    return Arrays.equals(sought, 0, sought.length, bytes, at, at + sought.length);
  }
}
