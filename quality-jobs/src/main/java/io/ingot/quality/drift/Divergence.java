package io.ingot.quality.drift;

import java.util.List;

/**
 * How far two distributions over the same bins are apart. Never NaN and never infinite: a side
 * without rows has the share 0 in every bin.
 */
final class Divergence {
  /** Least share that a bin is taken to have, so that an empty one gives a finite value. */
  static final double LEAST_SHARE = 1e-6;

  private Divergence() {}

  /**
   * The population stability index, the sum over bins of {@code (p - q) ln(p / q)} with the shares
   * p and q of both sides, clipped at {@link #LEAST_SHARE}: Jeffreys' divergence (H. Jeffreys, "An
   * invariant form for the prior probability in estimation problems", 1946) over bins, as N.
   * Siddiqi, "Credit Risk Scorecards", 2006, uses it. It is the same whichever side is the
   * baseline, 0 for equal shares and never below.
   *
   * @param baseline rows by bin
   * @param now rows by bin, as many bins
   */
  static double psi(List<Long> baseline, List<Long> now) {
    double rowsBefore = total(baseline);
    double rowsNow = total(now);
    double sum = 0;
    for (int bin = 0; bin < baseline.size(); bin++) {
      double q = Math.max(share(baseline.get(bin), rowsBefore), LEAST_SHARE);
      double p = Math.max(share(now.get(bin), rowsNow), LEAST_SHARE);
      sum += (p - q) * Math.log(p / q);
    }
    return sum;
  }

  /**
   * The two-sample Kolmogorov-Smirnov distance (N. Smirnov, "Table for estimating the goodness of
   * fit of empirical distributions", 1948): the greatest difference of the cumulative shares, 0 to
   * 1. Here it is taken at the ends of bins, in their order, so it is the exact distance of the
   * binned values: never more than that of the values themselves.
   *
   * @param baseline rows by bin
   * @param now rows by bin, as many bins
   */
  static double ks(List<Long> baseline, List<Long> now) {
    double rowsBefore = total(baseline);
    double rowsNow = total(now);
    long before = 0;
    long after = 0;
    double greatest = 0;
    for (int bin = 0; bin < baseline.size(); bin++) {
      before += baseline.get(bin);
      after += now.get(bin);
      greatest = Math.max(greatest, Math.abs(share(after, rowsNow) - share(before, rowsBefore)));
    }
    return greatest;
  }

  private static double share(long rows, double of) {
    return of == 0 ? 0 : rows / of;
  }

  private static double total(List<Long> rows) {
    return rows.stream().mapToLong(Long::longValue).sum();
  }
}
