package io.ingot.core.project;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths whose parts are joined by slashes: {@code *} and {@code ?} stand for any
 * characters and one character of a name, {@code **} for any of a whole path, {@code [a-z]} for one
 * of some, {@code {a,b}} for one of several words, and a backslash takes the meaning from what
 * follows. {@code **}{@code /} stands for no folder as well.
 */
public final class Glob {
  private static final String SPECIAL = "*?[{\\";

  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when a bracket is not closed
   */
  public static Glob of(String text) {
    try {
      return new Glob(text, Pattern.compile(expression(text), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Invalid path: " + text + ". Close each [ and {, or write a backslash before it.", e);
    }
  }

  private static String expression(String text) {
    StringBuilder expression = new StringBuilder();
    int at = 0;
    int alternatives = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (text.startsWith("**/", at)) {
        expression.append("(?:.*/)?");
        at += 2;
      } else if (text.startsWith("**", at)) {
        expression.append(".*");
        at++;
      } else if (next == '*') {
        expression.append("[^/]*");
      } else if (next == '?') {
        expression.append("[^/]");
      } else if (next == '[') {
        int end = text.indexOf(']', at + 2);
        expression.append(among(text.substring(at + 1, Math.max(at + 1, end))));
        at = end < 0 ? text.length() : end;
      } else if (next == '{') {
        expression.append("(?:");
        alternatives++;
      } else if (next == '}' && alternatives > 0) {
        expression.append(')');
        alternatives--;
      } else if (next == ',' && alternatives > 0) {
        expression.append('|');
      } else if (next == '\\' && at + 1 < text.length()) {
        at++;
        expression.append(Pattern.quote(text.substring(at, at + 1)));
      } else {
        expression.append(Pattern.quote(text.substring(at, at + 1)));
      }
      at++;
    }
    return expression.toString();
  }

  /** One of some characters, never a slash; an empty list is left open, which is a mistake. */
  private static String among(String characters) {
    boolean not = characters.startsWith("!");
    String quoted =
        (not ? characters.substring(1) : characters).replaceAll("[\\\\\\[\\]^&]", "\\\\$0");
    return quoted.isEmpty() ? "[" : "(?!/)[" + (not ? "^" : "") + quoted + "]";
  }

  /** Whether a path is one of those that are meant. */
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** The folder below which all paths lie that match; empty where that can be any. */
  public String folder() {
    int fixed = 0;
    while (fixed < text.length() && SPECIAL.indexOf(text.charAt(fixed)) < 0) {
      fixed++;
    }
    int slash = text.lastIndexOf('/', fixed - 1);
    return slash < 0 ? "" : text.substring(0, slash);
  }
}
