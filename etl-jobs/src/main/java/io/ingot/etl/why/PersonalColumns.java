package io.ingot.etl.why;

import io.ingot.core.lineage.ColumnLineage;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.lineage.Origin;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import java.util.Optional;

/**
 * Which columns of computed tables tell of a person: those whose values come, over however many
 * tables, from a silver column that does. Where nobody knows what a column is made of, it counts.
 */
record PersonalColumns(Project project, ColumnLineages lineages) {
  boolean holds(TableName table, String column) {
    if (project.table(table).orElseThrow() instanceof SilverTable silver) {
      return Optional.ofNullable(silver.columns().get(column))
          .filter(ColumnContract::personal)
          .isPresent();
    }
    return lineages
        .lineage(table)
        .map(ColumnLineage::columns)
        .filter(known -> known.containsKey(column))
        .map(
            known ->
                known.get(column).stream()
                    .filter(input -> input.kind().isDirect())
                    .anyMatch(
                        input ->
                            input.origin() instanceof Origin.OfLake of
                                && holds(of.table(), input.column())))
        .orElse(true);
  }
}
