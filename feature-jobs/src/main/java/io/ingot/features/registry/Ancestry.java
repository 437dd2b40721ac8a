package io.ingot.features.registry;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.lineage.Origin;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Follows columns back over all tables between, as far as anything is known. */
record Ancestry(ColumnLineages lineages) {
  /**
   * The ways on which values come into a column of a view.
   *
   * @return the steps of each, such as {@code silver.sales.amount}, {@code bronze.sales.amount},
   *     {@code drop: *.csv.amount}; columns that only decide which rows count are left out
   */
  List<List<String>> of(TableName view, String column) {
    List<List<String>> ways = new ArrayList<>();
    follow(view, column, List.of(), new HashSet<>(), ways);
    return ways;
  }

  private void follow(
      TableName table, String column, List<String> way, Set<String> seen, List<List<String>> ways) {
    Set<Input> inputs =
        lineages
            .lineage(table)
            .map(lineage -> lineage.columns().getOrDefault(column, Set.of()))
            .orElse(Set.of());
    boolean end = true;
    for (Input input : new TreeSet<>(inputs)) {
      if (input.kind().isDirect() && seen.add(input.origin().label() + "." + input.field())) {
        end = false;
        List<String> longer = new ArrayList<>(way);
        longer.add(input.origin().label() + "." + input.field());
        if (input.origin() instanceof Origin.OfLake next) {
          follow(next.table(), input.column(), longer, seen, ways);
        } else {
          ways.add(longer);
        }
      }
    }
    if (end && !way.isEmpty()) {
      ways.add(way);
    }
  }
}
