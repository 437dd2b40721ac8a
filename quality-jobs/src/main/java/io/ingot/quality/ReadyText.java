package io.ingot.quality;

import io.ingot.core.project.RowCheck;
import java.util.Map;

/**
 * Conditions that tell ready kinds of text. Every pattern gives nothing back that it took, or at
 * most a bounded number of characters, so that the time is linear in the length of the text.
 */
final class ReadyText {
  private static final String LABEL = "(?!-)[\\p{L}\\p{N}\\p{M}-]{1,63}+(?<!-)";

  /**
   * Local part and domain in the sizes of RFC 5321: 64 and 254. Quoted local parts and addresses of
   * single hosts, which that allows too, are hardly ever meant.
   */
  private static final String EMAIL =
      "(?=[^@]{1,64}+@)(?=.{1,254}+\\z)"
          + "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
          + "@(?:"
          + LABEL
          + "\\.)++(?:xn--[A-Za-z0-9-]{1,59}+(?<!-)|\\p{L}{2,63}+)";

  private static final String IPV4 =
      "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!\\z|[:/?#])|(?=\\z|[:/?#]))){4}";

  /** A last label of digits alone is the end of an IPv4 address. */
  private static final String HOST =
      "(?:"
          + IPV4
          + "|\\[[0-9A-Fa-f:.]{2,45}+\\]|(?:"
          + LABEL.replace("-]", "_-]")
          + "\\.)*+(?!\\d++(?:[:/?#]|\\z))"
          + LABEL.replace("-]", "_-]")
          + ")";

  private static final String PORT =
      "(?::(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|\\d{1,4})(?=[/?#]|\\z))?+";

  /** What a browser opens, and FTP; characters that a URL has to escape are refused. */
  private static final String URL =
      "(?i:https?|ftp)://(?:[^\\s/?#@\\[\\]]++@)?+"
          + HOST
          + PORT
          + "(?:[/?#][^\\s<>\"{}|\\\\^`\\p{Cntrl}]*+)?+";

  /** 7 to 15 digits, as E.164 allows at most, in groups; an extension may follow. */
  private static final String PHONE =
      "(?=\\+?+(?:[ ()./-]*+\\d){7,15}+(?![ ()./-]*+\\d))"
          + "\\+?+(?:\\(\\d{1,5}+\\)|\\d)(?:(?: ?[./-] ?| )?+(?:\\(\\d{1,5}+\\)|\\d))*+"
          + "(?: ?(?:x|ext\\.?) ?\\d{1,6}+)?+";

  private static final String UUID =
      "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

  /** 13 to 19 digits, single blanks or dashes between; the check digit is asked apart. */
  private static final String CARD = "(?=(?:[ -]?\\d){13,19}+\\z)[2-6]\\d*+(?:[ -]\\d++)*+";

  private static final Map<RowCheck.Text, String> PATTERNS =
      Map.of(
          RowCheck.Text.EMAIL, EMAIL,
          RowCheck.Text.URL, URL,
          RowCheck.Text.PHONE, PHONE,
          RowCheck.Text.UUID, UUID,
          RowCheck.Text.CREDIT_CARD, CARD);

  private ReadyText() {}

  /** The condition in SQL that a column's text is of a kind. */
  static String condition(String column, RowCheck.Text kind) {
    String alike = whole(column, PATTERNS.get(kind));
    return kind == RowCheck.Text.CREDIT_CARD
        ? alike + " AND luhn_check(translate(" + column + ", ' -', ''))"
        : alike;
  }

  /** The condition in SQL that a column's text as a whole is what a pattern says. */
  static String whole(String column, String pattern) {
    // Not ^ and $: those take a text with a line break at its end.
    return column + " RLIKE " + Literals.text("\\A(?:" + pattern + ")\\z");
  }
}
