package io.ingot.etl.bronze.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The beginning of a text file, by which it is told whether the file is in its declared encoding:
 * reading all of it would be a second pass.
 */
final class TextHead {
  private static final int BYTES = 1 << 16;
  private static final double MOST = 0.01;

  private TextHead() {}

  /**
   * Opens a file to read its first records.
   *
   * @throws DamagedFile when it begins with the mark of another encoding, or when of the lines at
   *     its beginning more than one, and more than one in a hundred, are no text of its encoding
   */
  static LineReader open(PackedFiles files, String name, Charset declared) throws IOException {
    InputStream bytes = files.unpack(name);
    try {
      byte[] first = bytes.readNBytes(BYTES);
      Mark.requireOf(declared, Arrays.copyOf(first, Math.min(first.length, Mark.BYTES)));
      requireText(first, declared);
      return LineReader.of(
          new SequenceInputStream(new ByteArrayInputStream(first), bytes), declared);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static void requireText(byte[] first, Charset declared) throws IOException {
    try (LineReader lines = LineReader.of(new ByteArrayInputStream(first), declared)) {
      RecordText text = RecordText.in(lines.charset());
      int all = 0;
      int odd = 0;
      while (lines.next()) {
        boolean cut =
            first.length == BYTES && lines.position() + lines.to() - lines.from() == BYTES;
        if (!cut && lines.to() > lines.from()) {
          all++;
          odd += text.begin(lines) ? 0 : 1;
        }
      }
      if (odd > 1 && odd > MOST * all) {
        throw new DamagedFile(
            Flaw.ENCODING,
            odd
                + " of the first "
                + all
                + " lines are no "
                + declared.name()
                + " text; declare the encoding that the files have");
      }
    }
  }
}
