package io.ingot.etl.bronze.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A stream that keeps what was read of it until it is taken. */
final class RecentBytes extends FilterInputStream {
  /** An element, and what is read ahead of the next. */
  private static final int LONGEST = 9 << 20;

  private byte[] kept = new byte[1 << 14];
  private long base;
  private int taken;
  private int length;

  RecentBytes(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int count = super.read(bytes, from, most);
    if (count > 0) {
      keep(bytes, from, count);
    }
    return count;
  }

  private void keep(byte[] bytes, int from, int count) throws DamagedFile {
    if (taken > 0) {
      System.arraycopy(kept, taken, kept, 0, length - taken);
      base += taken;
      length -= taken;
      taken = 0;
    }
    if (length + count > LONGEST) {
      throw new DamagedFile(Flaw.BAD_FILE, "one of its elements is longer than 8 MiB");
    }
    if (length + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(kept.length * 2, length + count));
    }
    System.arraycopy(bytes, from, kept, length, count);
    length += count;
  }

  /**
   * The text of the bytes {@code [from, to)} of the stream; everything before is then forgotten.
   *
   * @throws CharacterCodingException when they are not UTF-8
   */
  String take(long from, long to) throws CharacterCodingException {
    int start = (int) (from - base);
    int end = (int) (to - base);
    taken = end;
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(kept, start, end - start))
        .toString();
  }
}
