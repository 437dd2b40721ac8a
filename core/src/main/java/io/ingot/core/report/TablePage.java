package io.ingot.core.report;

import java.util.List;
import java.util.Objects;

/**
 * What the page tells of one table.
 *
 * @param name as {@code silver.sales}
 * @param inputs the tables that it is computed from
 * @param place where it stands in the graph
 * @param declared what its file says
 * @param stands where it stands, by its log
 * @param drift how far its columns moved, where that is watched
 */
public record TablePage(
    String name,
    List<String> inputs,
    GraphLayout.Place place,
    Declared declared,
    Standing stands,
    List<DriftLine> drift) {
  public TablePage {
    Objects.requireNonNull(name, "name");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(declared, "declared");
    Objects.requireNonNull(stands, "stands");
    drift = List.copyOf(drift);
  }
}
