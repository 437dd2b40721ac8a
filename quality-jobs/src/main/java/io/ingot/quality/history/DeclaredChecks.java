package io.ingot.quality.history;

import io.ingot.core.project.Check;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a table declares of its columns already, in its checks, its suites or its contract. */
final class DeclaredChecks {
  private final Set<String> declared = new HashSet<>();

  DeclaredChecks(Project project, Table table) {
    table.checks().forEach(this::add);
    project.watching().suites(table.name()).forEach(suite -> suite.checks().forEach(this::add));
    if (table instanceof SilverTable silver) {
      silver.columns().forEach(this::add);
      unique(silver.write(), silver.keys());
    } else if (table instanceof GoldTable gold) {
      unique(gold.write(), gold.key());
    }
  }

  /** Whether a suggestion says nothing new. */
  boolean hold(Suggestion suggestion) {
    return declared.contains(key(suggestion.kind(), suggestion.column()));
  }

  private void add(Check check) {
    if (check.columns().size() == 1) {
      declared.add(key(check.describe().split(" ", 2)[0], check.columns().get(0)));
    }
  }

  private void add(String column, ColumnContract contract) {
    Map<String, Boolean> said =
        Map.of(
            "complete", contract.required() || contract.key(),
            "in", !contract.in().isEmpty(),
            "between", contract.min().isPresent());
    said.forEach(
        (kind, known) -> {
          if (known) {
            declared.add(key(kind, column));
          }
        });
  }

  /** A merge leaves one row a key. */
  private void unique(Write write, List<String> keys) {
    if (write.mode() == Write.Mode.MERGE && keys.size() == 1) {
      declared.add(key("unique", keys.get(0)));
    }
  }

  private static String key(String kind, String column) {
    return kind + " " + column.toLowerCase(Locale.ROOT);
  }
}
