package io.ingot.quality.alert;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which tables may hold what tells of a person. */
record Personal(Project project) {
  /** Whether any column of the whole project does. */
  boolean anywhere() {
    return project.tables().values().stream().anyMatch(Personal::declares);
  }

  /** Whether a table declares such a column, is computed from one that does, or feeds one. */
  boolean in(TableName table) {
    return above(table).stream().anyMatch(this::declares)
        || project.tables().keySet().stream()
            .filter(this::declares)
            .anyMatch(personal -> above(personal).contains(table));
  }

  /**
   * Whether words about a table may speak of such a column. Only a silver table says which of its
   * columns are; of another that has to do with one nobody knows what its columns are made of.
   */
  boolean in(TableName table, String words) {
    Optional<Table> declared = project.table(table);
    if (declared.isPresent() && declared.get() instanceof SilverTable silver) {
      String lower = words.toLowerCase(Locale.ROOT);
      return silver.columns().entrySet().stream()
          .filter(column -> column.getValue().personal())
          .map(column -> column.getKey().toLowerCase(Locale.ROOT))
          .anyMatch(name -> word(name).matcher(lower).find());
    }
    return in(table);
  }

  private static Pattern word(String name) {
    return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])");
  }

  /** The table and all that it is computed from. */
  private Set<TableName> above(TableName table) {
    Set<TableName> above = new HashSet<>(Set.of(table));
    Deque<TableName> open = new ArrayDeque<>(above);
    while (!open.isEmpty()) {
      project
          .table(open.pop())
          .ifPresent(found -> found.inputs().stream().filter(above::add).forEach(open::push));
    }
    return above;
  }

  private boolean declares(TableName table) {
    return project.table(table).filter(Personal::declares).isPresent();
  }

  private static boolean declares(Table table) {
    return table instanceof SilverTable silver
        && silver.columns().values().stream().anyMatch(ColumnContract::personal);
  }
}
