package io.ingot.etl.bronze.files;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Byte-order marks, which say of a file what its encoding is. */
enum Mark {
  UTF_8("UTF-8", 0xEF, 0xBB, 0xBF),
  UTF_32BE("UTF-32BE", 0, 0, 0xFE, 0xFF),
  // Before UTF-16LE, whose mark begins this one.
  UTF_32LE("UTF-32LE", 0xFF, 0xFE, 0, 0),
  UTF_16BE("UTF-16BE", 0xFE, 0xFF),
  UTF_16LE("UTF-16LE", 0xFF, 0xFE);

  /** As many of a file's first bytes as it takes to tell. */
  static final int BYTES = 4;

  private final String encoding;
  private final byte[] bytes;

  Mark(String encoding, int... bytes) {
    this.encoding = encoding;
    this.bytes = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      this.bytes[i] = (byte) bytes[i];
    }
  }

  /** The mark that a file begins with, if it is one of the declared encoding. */
  static Optional<Mark> of(Charset declared, byte[] first) {
    return Arrays.stream(values())
        .filter(mark -> mark.begins(first) && mark.fits(declared))
        .findFirst();
  }

  /**
   * @throws DamagedFile when a file begins with the mark of another encoding than was declared
   */
  static void requireOf(Charset declared, byte[] first) throws DamagedFile {
    Optional<Mark> other = Arrays.stream(values()).filter(mark -> mark.begins(first)).findFirst();
    if (other.isPresent() && of(declared, first).isEmpty()) {
      throw new DamagedFile(
          Flaw.ENCODING,
          "it begins with the mark of "
              + other.get().encoding
              + ", but its encoding is declared as "
              + declared.name());
    }
  }

  Charset charset() {
    return Charset.forName(encoding);
  }

  int length() {
    return bytes.length;
  }

  private boolean begins(byte[] first) {
    return first.length >= bytes.length
        && Arrays.equals(first, 0, bytes.length, bytes, 0, bytes.length);
  }

  private boolean fits(Charset declared) {
    return encoding.startsWith(plain(declared));
  }

  /** A name without what Java adds to that of an encoding that writes a mark. */
  private static String plain(Charset declared) {
    return declared.name().toUpperCase(Locale.ROOT).replaceAll("^X-|-BOM$", "");
  }

  /** What an encoding is in a file that does not say it by a mark. */
  static Charset unmarked(Charset declared) {
    String name = plain(declared);
    return name.equals("UTF-16") || name.equals("UTF-32")
        ? Charset.forName(name + "BE")
        : name.startsWith("UTF-16") || name.startsWith("UTF-32") ? Charset.forName(name) : declared;
  }
}
