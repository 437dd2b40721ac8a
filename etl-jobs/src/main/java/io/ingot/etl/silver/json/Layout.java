package io.ingot.etl.silver.json;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What is taken of a record, and where it stands there. */
final class Layout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Node top = new Node(0);
  private final String[] columns;
  private final Shape[] shapes;
  private final HashSet<String> ignored;
  private int nodes = 1;

  Layout(List<Wanted> wanted, List<String> ignored) {
    this.columns = wanted.stream().map(Wanted::name).toArray(String[]::new);
    this.shapes =
        wanted.stream()
            .map(column -> Shape.ofColumn(column.type(), column.contract()))
            .toArray(Shape[]::new);
    this.ignored = new HashSet<>(ignored);
    for (int column = 0; column < columns.length; column++) {
      List<String> from = wanted.get(column).from();
      for (int rank = 0; rank < from.size(); rank++) {
        place(from.get(rank), column, rank);
      }
    }
  }

  private void place(String from, int column, int rank) {
    // A name that looks like a path is a name where a record has it.
    next(top, new FieldPath.Field(from)).targets().add(new Node.Target(column, 2 * rank));
    Optional<FieldPath> path = FieldPath.of(from);
    if (path.isPresent()) {
      Node node = next(top, new FieldPath.Field(path.get().name()));
      for (FieldPath.Step step : path.get().steps()) {
        node = next(node, step);
      }
      node.targets().add(new Node.Target(column, 2 * rank + 1));
    }
  }

  private Node next(Node node, FieldPath.Step step) {
    Node below = node.below(step, nodes);
    nodes = Math.max(nodes, below.number() + 1);
    return below;
  }

  Node top() {
    return top;
  }

  /** Number of places. */
  int nodes() {
    return nodes;
  }

  /** Number of columns. */
  int size() {
    return columns.length;
  }

  String column(int number) {
    return columns[number];
  }

  Shape shape(int column) {
    return shapes[column];
  }

  boolean ignores(String name) {
    return ignored.contains(name);
  }
}
