package io.ingot.etl.gold;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.Project;
import io.ingot.core.project.Recompute;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.SqlColumns;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Optional;

/** Whether values tell of a person, so that they may stand neither in a plan nor in a commit. */
record Personal(Project project) {
  /** Of the values that a rule's changes are told by. */
  boolean by(Recompute rule) {
    return in(rule.of().orElse(rule.driver()), rule.values());
  }

  /** Of the keys by which a rule looks for rows that refer to its driver. */
  boolean key(Recompute rule) {
    return in(rule.driver(), rule.key().stream().map(name -> "`" + name + "`").toList());
  }

  /** What a gold table's columns are made of is not known, so they count as personal. */
  private boolean in(TableName table, List<String> expressions) {
    return !(project.table(table).orElseThrow() instanceof SilverTable silver)
        || expressions.stream()
            .flatMap(expression -> SqlColumns.in(expression).stream())
            .anyMatch(
                name ->
                    Optional.ofNullable(silver.columns().get(name))
                        .filter(ColumnContract::personal)
                        .isPresent());
  }
}
