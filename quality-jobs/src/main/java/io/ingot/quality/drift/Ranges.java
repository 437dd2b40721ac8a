package io.ingot.quality.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Bins of numbers: each up to a limit, the limit included, and above the one before it; the last
 * two are of NaN and of null. Below the first limit and above the last there is no end, so every
 * number has a bin.
 *
 * @param upTo the limits, rising; none where there are no numbers
 */
record Ranges(List<Double> upTo) implements Bins {
  private static final long serialVersionUID = 1L;

  Ranges {
    upTo = List.copyOf(upTo);
  }

  /**
   * Between quantiles, of which equal ones are merged. A value that spans several quantiles, or is
   * the least or greatest as well, is a bin of its own: without that a constant column could move
   * downwards unseen.
   *
   * @param quantiles rising, the least and the greatest value included
   */
  static Ranges between(List<Double> quantiles) {
    return made(quantiles, false);
  }

  /**
   * As {@link #between}, and every quantile is a bin of its own: for a distance of cumulative
   * shares, which then misses less than the share between two quantiles.
   */
  static Ranges around(List<Double> quantiles) {
    return made(quantiles, true);
  }

  private static Ranges made(List<Double> quantiles, boolean alone) {
    TreeSet<Double> upTo = new TreeSet<>();
    for (int i = 1; i < quantiles.size() - 1; i++) {
      double limit = plain(quantiles.get(i));
      if (alone || limit == quantiles.get(i - 1) || limit == quantiles.get(i + 1)) {
        upTo.add(Math.nextDown(limit));
      }
      upTo.add(limit);
    }
    return new Ranges(new ArrayList<>(upTo));
  }

  /** Zero has two signs, and one value. */
  private static double plain(double value) {
    return value == 0 ? 0 : value;
  }

  @Override
  public int size() {
    return upTo.size() + 3;
  }

  @Override
  public ToIntFunction<Object> finder() {
    double[] limits = upTo.stream().mapToDouble(Double::doubleValue).toArray();
    return value -> {
      if (value == null) {
        return limits.length + 2;
      }
      double number = plain((Double) value);
      if (Double.isNaN(number)) {
        return limits.length + 1;
      }
      int found = Arrays.binarySearch(limits, number);
      return found >= 0 ? found : -found - 1;
    };
  }

  @Override
  public List<String> words(Scale scale) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i <= upTo.size(); i++) {
      words.add(range(i, scale));
    }
    words.add("NaN");
    words.add("null");
    return words;
  }

  private String range(int i, Scale scale) {
    if (upTo.isEmpty()) {
      return "all";
    }
    if (i == 0) {
      return isBelowAlone(0) ? "< " + scale.word(upTo.get(1)) : "<= " + scale.word(upTo.get(0));
    }
    String from = scale.word(upTo.get(i - 1));
    if (i == upTo.size()) {
      return "> " + from;
    }
    if (isBelowAlone(i - 1)) {
      return "= " + scale.word(upTo.get(i));
    }
    return from
        + " .. "
        + (isBelowAlone(i) ? "< " + scale.word(upTo.get(i + 1)) : scale.word(upTo.get(i)));
  }

  /** Whether the limit ends just below a value that is a bin of its own. */
  private boolean isBelowAlone(int i) {
    return i + 1 < upTo.size() && Math.nextUp(upTo.get(i)) == upTo.get(i + 1);
  }
}
