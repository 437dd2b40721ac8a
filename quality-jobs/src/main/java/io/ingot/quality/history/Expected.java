package io.ingot.quality.history;

import io.ingot.core.project.Trend.Measure;

/**
 * The closed range that a measure's own past would have it lie in.
 *
 * @param low may be minus infinity
 * @param high may be infinity
 * @param from of how many earlier values
 */
record Expected(double low, double high, int from) {
  /** What sums of binary fractions may differ by although nothing has changed. */
  private static final double NOISE = 1e-9;

  /** Whether a value lies in it; NaN never does. */
  boolean holds(double value) {
    return value >= low - slack(low) && value <= high + slack(high);
  }

  /** Such as {@code 900 to 1,100 from 14 earlier values}. */
  String words(Measure measure) {
    // No table has fewer than no rows, and no share is outside 0 to 1.
    double least = measure == Measure.ROWS || measure == Measure.NULLS ? 0 : low;
    double lowest = Math.max(low, least);
    double highest = measure == Measure.NULLS ? Math.min(high, 1) : high;
    return range(measure, lowest, highest)
        + " from "
        + from
        + (from == 1 ? " earlier value" : " earlier values");
  }

  private static String range(Measure measure, double low, double high) {
    if (Double.isInfinite(high)) {
      return Numbers.atLeast(measure, low) + " or more";
    }
    if (Double.isInfinite(low)) {
      return Numbers.atMost(measure, high) + " or less";
    }
    return Numbers.atLeast(measure, low) + " to " + Numbers.atMost(measure, high);
  }

  private static double slack(double end) {
    return Double.isInfinite(end) ? 0 : Math.abs(end) * NOISE;
  }
}
