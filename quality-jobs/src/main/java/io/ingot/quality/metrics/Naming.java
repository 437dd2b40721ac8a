package io.ingot.quality.metrics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Words of a project as values of labels. */
final class Naming {
  private static final int LONGEST = 120;
  private static final int DIGITS = 8;

  private Naming() {}

  /**
   * A check's words; long ones end with a digest, so that two that begin alike stay two and the
   * same check stays the same.
   */
  static String label(String words) {
    String line = words.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST - DIGITS - 1) + "~" + digest(line).substring(0, DIGITS);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
