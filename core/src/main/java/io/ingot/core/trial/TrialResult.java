package io.ingot.core.trial;

import java.util.List;
import java.util.Objects;

/**
 * How a case ended.
 *
 * @param table the tested table
 * @param name the case
 * @param problems what is not as expected, in words; none for a case that passed
 * @param differences tables of rows that differ
 * @param seconds how long it took
 */
public record TrialResult(
    String table, String name, List<String> problems, List<RowTable> differences, double seconds) {
  public TrialResult {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(name, "name");
    problems = List.copyOf(problems);
    differences = List.copyOf(differences);
  }

  /** Whether all was as expected. */
  public boolean passed() {
    return problems.isEmpty() && differences.isEmpty();
  }

  /**
   * Rows that differ, side by side: what was expected above what is there.
   *
   * @param title what they are
   * @param columns names; the first tells which side a row is of
   * @param rows values as texts
   */
  public record RowTable(String title, List<String> columns, List<List<String>> rows) {
    public RowTable {
      Objects.requireNonNull(title, "title");
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
