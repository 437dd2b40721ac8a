package io.ingot.quality.history;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and values in other languages than Java. */
final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What YAML, some version of it, takes for something else than a text. */
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private Quoted() {}

  /** A column's name as SQL has to write it, whatever characters it holds. */
  static String sql(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** A text as YAML has to write it on one line. */
  static String yaml(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }

  /** A text as HTML has to write it, between tags and in an attribute. */
  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
