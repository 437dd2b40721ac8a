package io.ingot.core.run;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What becomes of a table when rows that were taken before are taken once more.
 *
 * @param table the table
 * @param effect in words
 */
public record Effect(TableName table, String effect) {
  private static final Map<Class<? extends Table>, Function<Table, String>> KINDS =
      Map.of(
          BronzeTable.class, table -> "keeps every row that is read, so it may hold rows twice",
          SilverTable.class, table -> written(((SilverTable) table).write().mode()));

  public Effect {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(effect, "effect");
  }

  /**
   * The table itself and all that is computed from it, each after those that it is computed from.
   */
  static List<Effect> of(TableName table, Project project) {
    Graph graph = Graph.of(project);
    return graph.ordered().stream()
        .filter(graph.downstream(table)::contains)
        .map(project.tables()::get)
        .map(touched -> new Effect(touched.name(), of(touched)))
        .toList();
  }

  private static String of(Table table) {
    return KINDS
        .getOrDefault(table.getClass(), other -> "is computed from its inputs as they then are")
        .apply(table);
  }

  private static String written(Write.Mode mode) {
    return mode == Write.Mode.MERGE
        ? "merges by key, so it will hold no row twice"
        : "appends, so it will hold the rows twice";
  }
}
