package io.ingot.core.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a column's distribution was from its baseline, over the looks at it.
 *
 * @param name the method and the column, such as {@code psi price}
 * @param points the latest looks, the oldest first; at least one
 */
public record DriftLine(String name, List<Point> points) {
  public DriftLine {
    Objects.requireNonNull(name, "name");
    points = List.copyOf(points);
  }

  /**
   * One look.
   *
   * @param ruling passed, noted, warned or refused
   * @param said what was looked at, and against what
   */
  public record Point(Instant at, String ruling, String said, Optional<Double> value) {}
}
