package io.ingot.core.run;

import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Which tables of a project are computed from which. */
public final class Graph {
  private final Map<TableName, Set<TableName>> parents = new TreeMap<>();
  private final Map<TableName, Set<TableName>> children = new TreeMap<>();

  private Graph(Collection<Table> tables) {
    tables.forEach(
        table -> {
          parents.put(table.name(), new TreeSet<>());
          children.put(table.name(), new TreeSet<>());
        });
    tables.forEach(
        table ->
            table.inputs().stream()
                .filter(parents::containsKey)
                .forEach(
                    input -> {
                      parents.get(table.name()).add(input);
                      children.get(input).add(table.name());
                    }));
  }

  /** The graph of a project, which a valid project has no circle in. */
  public static Graph of(Project project) {
    return new Graph(project.tables().values());
  }

  /** The tables that a table is computed from directly. */
  public Set<TableName> parents(TableName table) {
    return parents.get(table);
  }

  /** The tables that are computed from a table directly. */
  public Set<TableName> children(TableName table) {
    return children.get(table);
  }

  /** A table and everything that it is computed from. */
  public Set<TableName> upstream(TableName table) {
    return reach(table, parents::get);
  }

  /** A table and everything that is computed from it. */
  public Set<TableName> downstream(TableName table) {
    return reach(table, children::get);
  }

  /** All tables, each after those that it is computed from; by layer and name where free. */
  public List<TableName> ordered() {
    List<TableName> ordered = new ArrayList<>();
    Set<TableName> open = new TreeSet<>(parents.keySet());
    while (!open.isEmpty()) {
      TableName next =
          open.stream()
              .filter(table -> ordered.containsAll(parents.get(table)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("The tables form a circle: " + open));
      ordered.add(next);
      open.remove(next);
    }
    return ordered;
  }

  private static Set<TableName> reach(
      TableName from, Function<TableName, Set<TableName>> neighbours) {
    Set<TableName> reached = new TreeSet<>();
    Deque<TableName> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      TableName table = open.pop();
      if (reached.add(table)) {
        open.addAll(neighbours.apply(table));
      }
    }
    return reached;
  }
}
