package io.ingot.tests.bench;

import java.util.Iterator;
import java.util.List;

/**
 * What the command line asked for after {@code --online}.
 *
 * @param entities that are served
 * @param reads that are timed
 * @param atMost the greatest p99 of a read of one entity that is right, in milliseconds
 */
record OnlineOptions(int entities, int reads, double atMost) {
  OnlineOptions {
    if (entities < 100 || reads < 100 || !(atMost > 0)) {
      throw new IllegalArgumentException(
          "Use 100 entities and 100 reads at least, and a time above nothing.");
    }
  }

  /**
   * Reads {@code --entities 100000 --reads 10000 --at-most 10}, each of them optional.
   *
   * @throws IllegalArgumentException for an unknown option or a value that cannot be read
   */
  static OnlineOptions parse(List<String> words) {
    OnlineOptions options = new OnlineOptions(100_000, 10_000, 10);
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

  private OnlineOptions with(String option, String value) {
    try {
      return switch (option) {
        case "--entities" -> new OnlineOptions(Integer.parseInt(value), reads, atMost);
        case "--reads" -> new OnlineOptions(entities, Integer.parseInt(value), atMost);
        case "--at-most" -> new OnlineOptions(entities, reads, Double.parseDouble(value));
        default ->
            throw new IllegalArgumentException(
                "Unknown option: " + option + ". There are --entities, --reads and --at-most.");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Invalid " + option + ": " + value + ".", e);
    }
  }
}
