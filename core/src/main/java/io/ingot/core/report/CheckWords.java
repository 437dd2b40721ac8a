package io.ingot.core.report;

import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import java.util.Set;
import java.util.stream.Collectors;

/** A table's checks in words that may be shown: without the values listed for personal columns. */
public final class CheckWords {
  private final Set<String> lists;
  private final Discretion discretion;

  /** Of the checks of a table. */
  public CheckWords(Table table, Discretion discretion) {
    this.discretion = discretion;
    this.lists =
        table instanceof SilverTable silver
            ? silver.columns().entrySet().stream()
                .filter(column -> column.getValue().personal())
                .map(column -> "in " + column.getKey() + " [")
                .collect(Collectors.toSet())
            : Set.of();
  }

  /** A check's words, as a file or a verdict has them, with the name of a suite in front or not. */
  public String of(String check) {
    return lists.stream()
        .filter(list -> check.startsWith(list) || check.contains(": " + list))
        .findFirst()
        .map(list -> check.substring(0, check.indexOf(list)) + list + "not shown]")
        .orElseGet(() -> discretion.declared(check));
  }
}
