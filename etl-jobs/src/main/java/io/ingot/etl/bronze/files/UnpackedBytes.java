package io.ingot.etl.bronze.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacked bytes of a file, of which there may not be immensely more than packed ones: a small file
 * could otherwise keep a run busy without end.
 */
final class UnpackedBytes extends FilterInputStream {
  /** What any file may unpack to. */
  static final long FREE = 100L << 20;

  private static final long RATIO = 1_000;

  private final StoredBytes stored;
  private long count;

  UnpackedBytes(InputStream unpacked, StoredBytes stored) {
    super(unpacked);
    this.stored = stored;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int read = super.read(bytes, from, most);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) throws DamagedFile {
    count += read;
    if (count > FREE && count / RATIO > stored.count()) {
      throw new DamagedFile(
          Flaw.BAD_FILE,
          "it unpacks to more than "
              + RATIO
              + " times its size, and more than "
              + (FREE >> 20)
              + " MiB");
    }
  }
}
