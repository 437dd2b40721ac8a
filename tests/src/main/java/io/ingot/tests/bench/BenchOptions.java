package io.ingot.tests.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asked for.
 *
 * @param runs how often each contestant runs; the medians are printed
 * @param json where the numbers also go as JSON
 * @param contestants who takes part, in the order of {@link Contestant}
 */
record BenchOptions(Load load, int runs, Optional<Path> json, Set<Contestant> contestants) {
  BenchOptions {
    if (runs < 1) {
      throw new IllegalArgumentException("Invalid --runs: " + runs + ". Use 1 or more.");
    }
  }

  /**
   * Reads {@code --size 1m --runs 3 --json FILE --only spark,duckdb}, each of them optional.
   *
   * @throws IllegalArgumentException for an unknown option or a value that cannot be read
   */
  static BenchOptions parse(List<String> words) {
    BenchOptions options =
        new BenchOptions(new Load(1_000_000), 1, Optional.empty(), EnumSet.allOf(Contestant.class));
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

  private BenchOptions with(String option, String value) {
    return switch (option) {
      case "--size" -> new BenchOptions(load(value), runs, json, contestants);
      case "--runs" -> new BenchOptions(load, number(option, value), json, contestants);
      case "--json" -> new BenchOptions(load, runs, Optional.of(Path.of(value)), contestants);
      case "--only" -> new BenchOptions(load, runs, json, only(value));
      default ->
          throw new IllegalArgumentException(
              "Unknown option: " + option + ". There are --size, --runs, --json and --only.");
    };
  }

  private static Load load(String size) {
    boolean millions = size.endsWith("m");
    int count = number("--size", millions ? size.substring(0, size.length() - 1) : size);
    return new Load(millions ? count * 1_000_000L : count);
  }

  private static Set<Contestant> only(String names) {
    EnumSet<Contestant> some = EnumSet.noneOf(Contestant.class);
    Arrays.stream(names.split(",")).map(Contestant::of).forEach(some::add);
    return some;
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Invalid " + option + ": " + value + ". Use a number (a size also as 1m or 10m).", e);
    }
  }
}
