package io.ingot.quality.alert;

import java.util.regex.Pattern;

/** Text that stays on its line: what comes from files and servers may hold anything. */
final class Line {
  private static final String CUT = "...";

  /**
   * Control characters, line breaks of Unicode, and those that turn or hide what is beside them.
   */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+");

  private Line() {}

  /** The text in one line, of so many characters at most. */
  static String of(String text, int most) {
    // No more is looked at than can be shown.
    String near = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
    String line = UNSEEN.matcher(near).replaceAll(" ").strip();
    if (line.length() <= most && near.length() == text.length()) {
      return line;
    }
    int end = Math.min(line.length(), most - CUT.length());
    return line.substring(0, isSplit(line, end) ? end - 1 : end) + CUT;
  }

  private static boolean isSplit(String line, int end) {
    return end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
  }
}
