package io.ingot.core.project;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions, with their mistakes told on one line. */
final class Patterns {
  private Patterns() {}

  /** What is wrong with an expression; empty when it compiles. */
  static Optional<String> mistake(String expression) {
    try {
      Pattern.compile(expression);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(message(e));
    }
  }

  static String message(PatternSyntaxException e) {
    return "Invalid regular expression '" + e.getPattern() + "': " + e.getDescription() + ".";
  }
}
