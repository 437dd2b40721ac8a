package io.ingot.core.lake;

import java.util.List;
import java.util.Objects;

/**
 * A set of rows that are to be as told: those that are there are replaced or taken away, the others
 * are added. Rows that are not told stay as they are.
 *
 * @param keys columns that tell rows apart; never null in the source
 * @param gone a column that is null in nothing but the source's rows that only name one to be taken
 *     away; where the table has no such column it is not stored
 * @param pruning SQL predicates over {@code t.<column>} that every matching row fulfils
 */
public record Correction(List<String> keys, String gone, List<String> pruning) {
  public Correction {
    keys = List.copyOf(keys);
    Objects.requireNonNull(gone, "gone");
    pruning = List.copyOf(pruning);
    Objects.checkIndex(0, keys.size());
  }
}
