package io.ingot.core.run;

import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Set;

/** Which tables are behind once others were changed outside of a run of all. */
final class Stale {
  private Stale() {}

  /** The tables that are computed from those written, each after those that it is computed from. */
  static List<TableName> after(Set<TableName> written, Project project) {
    Graph graph = Graph.of(project);
    return graph.ordered().stream()
        .filter(table -> !written.contains(table))
        .filter(table -> graph.upstream(table).stream().anyMatch(written::contains))
        .toList();
  }
}
