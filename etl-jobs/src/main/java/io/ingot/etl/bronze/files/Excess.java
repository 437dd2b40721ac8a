package io.ingot.etl.bronze.files;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is kept of a record that is too long.
 *
 * @param head its first bytes
 * @param length of the whole record, in bytes
 * @param hash SHA-256 of all its bytes, in hexadecimal
 */
record Excess(byte[] head, long length, String hash) {
  private static final int CHARACTERS = 1_000;
  private static final int HEAD = CHARACTERS * 8;

  /** Of a record whose bytes are all at hand. */
  static Excess of(byte[] bytes, int from, int to) {
    MessageDigest digest = sha256();
    digest.update(bytes, from, to - from);
    return new Excess(head(bytes, from, to), to - from, hex(digest));
  }

  static byte[] head(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, Math.min(to, from + HEAD));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256.", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The beginning as text, and what tells the whole record again. */
  String text(Charset charset) {
    String text = new String(head, charset);
    int most = Math.min(CHARACTERS, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, most))
        + "... ("
        + length
        + " bytes, SHA-256 "
        + hash
        + ")";
  }
}
