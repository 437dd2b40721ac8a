package io.ingot.quality.drift;

import java.util.Locale;

/** What is put into a page: text that stays text, numbers as SVG takes them. */
final class Markup {
  private static final int LONGEST = 20;

  private Markup() {}

  /** Text in which no character means anything to HTML. */
  static String text(String raw) {
    return raw.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The same, cut to what stands beside a bar. */
  static String label(String raw) {
    return text(
        raw.codePointCount(0, raw.length()) <= LONGEST
            ? raw
            : raw.substring(0, raw.offsetByCodePoints(0, LONGEST - 1)) + "…");
  }

  /** A length of a picture. */
  static String length(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A share as a person reads it. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
