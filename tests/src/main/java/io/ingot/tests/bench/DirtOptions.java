package io.ingot.tests.bench;

import java.util.Iterator;
import java.util.List;

/**
 * What the command line asked for after {@code --dirt}.
 *
 * @param rows of the batch
 * @param runs how often each is run; the medians are compared
 * @param atMost the greatest ratio of processor time that is right
 */
record DirtOptions(long rows, int runs, double atMost) {
  private static final int MOST_RUNS = 20;

  DirtOptions {
    if (rows < 1_000 || runs < 1 || runs > MOST_RUNS || !(atMost >= 1)) {
      throw new IllegalArgumentException(
          "Use 1000 rows at least, 1 to " + MOST_RUNS + " runs, and a ratio of 1 at least.");
    }
  }

  /**
   * Reads {@code --size 1m --runs 4 --at-most 1.3}, each of them optional.
   *
   * @throws IllegalArgumentException for an unknown option or a value that cannot be read
   */
  static DirtOptions parse(List<String> words) {
    DirtOptions options = new DirtOptions(1_000_000, 4, 1.3);
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException(option + " is unknown or lacks its value. Try --help.");
      }
      options = options.with(option, rest.next());
    }
    return options;
  }

  private DirtOptions with(String option, String value) {
    try {
      return switch (option) {
        case "--size" -> new DirtOptions(size(value), runs, atMost);
        case "--runs" -> new DirtOptions(rows, Integer.parseInt(value), atMost);
        case "--at-most" -> new DirtOptions(rows, runs, Double.parseDouble(value));
        default ->
            throw new IllegalArgumentException(
                "Unknown option: " + option + ". There are --size, --runs and --at-most.");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Invalid " + option + ": " + value + ".", e);
    }
  }

  private static long size(String text) {
    return text.endsWith("m")
        ? Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000
        : Long.parseLong(text);
  }
}
