package io.ingot.tests.bench;

import java.util.Iterator;
import java.util.List;

/**
 * What the command line asked for after {@code --asof}.
 *
 * @param labels rows that values are looked up for
 * @param perLabel rows of history for each of them
 * @param entities that both are about
 * @param runs how often each is run; the medians are compared
 */
record AsofOptions(long labels, long perLabel, long entities, int runs) {
  private static final int MOST_RUNS = 20;

  AsofOptions {
    if (labels < 1_000
        || perLabel < 1
        || entities < 1
        || entities > labels
        || runs < 1
        || runs > MOST_RUNS) {
      throw new IllegalArgumentException(
          "Use 1000 labels at least, 1 row of history for each at least, no more entities than"
              + " labels, and 1 to "
              + MOST_RUNS
              + " runs.");
    }
  }

  /**
   * Reads {@code --size 20000 --per-label 10 --entities 400 --runs 3}, each of them optional.
   *
   * @throws IllegalArgumentException for an unknown option or a value that cannot be read
   */
  static AsofOptions parse(List<String> words) {
    AsofOptions options = new AsofOptions(20_000, 10, 400, 3);
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

  long history() {
    return labels * perLabel;
  }

  private AsofOptions with(String option, String value) {
    try {
      return switch (option) {
        case "--size" -> new AsofOptions(size(value), perLabel, entities, runs);
        case "--per-label" -> new AsofOptions(labels, Long.parseLong(value), entities, runs);
        case "--entities" -> new AsofOptions(labels, perLabel, Long.parseLong(value), runs);
        case "--runs" -> new AsofOptions(labels, perLabel, entities, Integer.parseInt(value));
        default ->
            throw new IllegalArgumentException(
                "Unknown option: "
                    + option
                    + ". There are --size, --per-label, --entities and --runs.");
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
