package io.ingot.core.run;

import io.ingot.core.project.Project;
import io.ingot.core.project.Suite;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tables of a project are computed from which, and which are judged by which. */
public final class Graph {
  private final Map<TableName, Set<TableName>> parents = new TreeMap<>();
  private final Map<TableName, Set<TableName>> children = new TreeMap<>();

  private final Map<TableName, Set<TableName>> awaited = new TreeMap<>();

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
    Graph graph = new Graph(project.tables().values());
    project.tables().values().forEach(table -> graph.await(table.name(), judgedBy(project, table)));
    return graph;
  }

  private static Set<TableName> judgedBy(Project project, Table table) {
    return Stream.concat(
            table.checks().stream(),
            project.watching().suites(table.name()).stream()
                .filter(suite -> suite.when() == Suite.When.GATE)
                .flatMap(suite -> suite.checks().stream()))
        .flatMap(check -> check.looksAt().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Tables may well be judged by each other, so that one of them has to be first: of arrows that
   * would close a circle, the one that comes later by name is left out.
   */
  private void await(TableName table, Set<TableName> others) {
    others.stream()
        .filter(parents::containsKey)
        .filter(other -> !reach(other, this::before).contains(table))
        .forEach(other -> awaited.computeIfAbsent(table, none -> new TreeSet<>()).add(other));
  }

  /** The tables that a table is computed from directly. */
  public Set<TableName> parents(TableName table) {
    return parents.get(table);
  }

  /**
   * The tables that are brought up to date before a table where both are: those that it is computed
   * from, and those that its checks look at. Whether the latter end well is no matter to it.
   */
  public Set<TableName> before(TableName table) {
    Set<TableName> before = new TreeSet<>(parents.get(table));
    before.addAll(awaited.getOrDefault(table, Set.of()));
    return before;
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

  /** All tables, each after those that {@link #before} names; by layer and name where free. */
  public List<TableName> ordered() {
    List<TableName> ordered = new ArrayList<>();
    Set<TableName> open = new TreeSet<>(parents.keySet());
    while (!open.isEmpty()) {
      TableName next =
          open.stream()
              .filter(table -> ordered.containsAll(before(table)))
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
