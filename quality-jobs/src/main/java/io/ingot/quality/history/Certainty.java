package io.ingot.quality.history;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** How far to reach when a deviation is only known from a few values. */
final class Certainty {
  /** Beyond it the tails are too thin to be computed. */
  private static final double FAR = 6;

  private Certainty() {}

  /**
   * The factor of Student's distribution that leaves out as many values as so many deviations of a
   * normal distribution do. From seven values, three plain deviations would call one quiet value in
   * 25 an anomaly; this calls one in 370, however many there are.
   *
   * @param degrees of freedom, 1 or more
   */
  static double factor(double deviations, int degrees) {
    double near = Math.min(deviations, FAR);
    double tail = new NormalDistribution(null, 0, 1).cumulativeProbability(-near);
    double student = -new TDistribution(null, degrees).inverseCumulativeProbability(tail);
    return student * deviations / near;
  }
}
