package io.ingot.app.demo;

import java.util.List;

/**
 * What one day changed at the sources.
 *
 * @param title the day in a few words
 * @param changes in the order in which they were made
 */
public record DayChange(String title, List<Change> changes) {
  public DayChange {
    changes = List.copyOf(changes);
  }

  /** All rows of a kind. */
  public long rows(Change.Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).mapToLong(Change::rows).sum();
  }
}
