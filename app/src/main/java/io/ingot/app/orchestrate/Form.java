package io.ingot.app.orchestrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with blanks such as {@code @NAME@}, which are filled in all at once. */
final class Form {
  private static final Pattern BLANK = Pattern.compile("(?m)^( *)@([A-Z_]+)@\n|@([A-Z_]+)@");

  private final String text;
  private final Map<String, String> values = new LinkedHashMap<>();

  private Form(String text) {
    this.text = text;
  }

  /** One that lies beside this class. */
  static Form read(String name) {
    try (InputStream in = Form.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("No form " + name);
      }
      return new Form(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  /** What stands in a blank; of one that has a line to itself each line is indented as it is. */
  Form with(String blank, String value) {
    values.put(blank, value);
    return this;
  }

  /**
   * The text.
   *
   * @throws IllegalStateException when a blank was left open
   */
  String filled() {
    Matcher blanks = BLANK.matcher(text);
    return blanks.replaceAll(blank -> Matcher.quoteReplacement(value(blank)));
  }

  private String value(MatchResult blank) {
    boolean lines = blank.group(2) != null;
    String value = values.get(lines ? blank.group(2) : blank.group(3));
    if (value == null) {
      throw new IllegalStateException("Left open: " + blank.group());
    }
    return lines ? indented(value, blank.group(1)) : value;
  }

  /** Nothing at all where there is nothing to say. */
  private static String indented(String value, String indent) {
    if (value.isEmpty()) {
      return "";
    }
    return value.stripTrailing().replaceAll("(?m)^(?=.)", indent) + "\n";
  }
}
