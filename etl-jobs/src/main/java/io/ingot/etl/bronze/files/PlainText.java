package io.ingot.etl.bronze.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text that is in UTF-8 already: the reader's own bytes. */
final class PlainText implements RecordText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long TOPS = 0x8080808080808080L;

  // A new decoder reports what it cannot decode.
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer unused = CharBuffer.allocate(1 << 12);
  private byte[] bytes = new byte[0];
  private int from;
  private int length;

  @Override
  public boolean begin(LineReader lines) {
    length = 0;
    return extend(lines);
  }

  @Override
  public boolean extend(LineReader lines) {
    int known = length;
    bytes = lines.bytes();
    from = lines.from();
    length = lines.to() - from;
    return isAscii(from + known, from + length) || decodes(from + known, length - known);
  }

  private boolean isAscii(int first, int to) {
    int at = first;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      if (((long) LONGS.get(bytes, at) & TOPS) != 0) {
        return false;
      }
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at == to;
  }

  private boolean decodes(int first, int count) {
    ByteBuffer in = ByteBuffer.wrap(bytes, first, count);
    decoder.reset();
    CoderResult result;
    do {
      unused.clear();
      result = decoder.decode(in, unused, true);
    } while (result.isOverflow());
    return !result.isError();
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int length() {
    return length;
  }
}
