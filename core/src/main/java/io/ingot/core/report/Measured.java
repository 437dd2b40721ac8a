package io.ingot.core.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number in a verdict's words, for a plot.
 *
 * @param value a share of rows from 0 to 1, or a count of rows
 * @param share which of the two it is
 */
record Measured(double value, boolean share) {
  private static final Pattern ALL = Pattern.compile("all of .*");
  private static final Pattern PART = Pattern.compile("([01](?:\\.\\d+)?) of [\\d,]+ rows.*");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)%.*");
  private static final Pattern COUNT = Pattern.compile("([\\d,]{1,24}) (?:of [\\d,]+ )?rows.*");

  /** Reads the words; empty where they hold no number of these kinds. */
  static Optional<Measured> of(String words) {
    if (ALL.matcher(words).matches()) {
      return Optional.of(new Measured(1, true));
    }
    Matcher part = PART.matcher(words);
    // "0 of 86837 rows" counts broken rows; a share is always written with its decimals.
    if (part.matches() && part.group(1).contains(".")) {
      return Optional.of(new Measured(Double.parseDouble(part.group(1)), true));
    }
    Matcher percent = PERCENT.matcher(words);
    if (percent.matches()) {
      return Optional.of(new Measured(Double.parseDouble(percent.group(1)) / 100, true));
    }
    Matcher count = COUNT.matcher(words);
    return count.matches()
        ? Optional.of(new Measured(Double.parseDouble(count.group(1).replace(",", "")), false))
        : Optional.empty();
  }
}
