package io.ingot.core.report;

import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import java.util.Set;
import java.util.stream.Collectors;

/** A table's checks in words that may be shown: without the values listed for personal columns. */
final class CheckWords {
  private final Set<String> lists;
  private final Discretion discretion;

  CheckWords(Table table, Discretion discretion) {
    this.discretion = discretion;
    this.lists =
        table instanceof SilverTable silver
            ? silver.columns().entrySet().stream()
                .filter(column -> column.getValue().personal())
                .map(column -> "in " + column.getKey() + " [")
                .collect(Collectors.toSet())
            : Set.of();
  }

  /** A check's own words, as a file or a verdict has them. */
  String of(String check) {
    return lists.stream()
        .filter(check::startsWith)
        .findFirst()
        .map(list -> list + "not shown]")
        .orElseGet(() -> discretion.declared(check));
  }
}
