package io.ingot.app.orchestrate;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one task of a flow is about. */
enum Grain {
  /** One table: the finest, and a driver for each. */
  TABLE {
    @Override
    List<Task> tasks(Project project, Set<TableName> selected) {
      Graph graph = Graph.of(project);
      return graph.ordered().stream()
          .filter(selected::contains)
          .map(table -> task(project, graph, selected, table))
          .toList();
    }

    private Task task(Project project, Graph graph, Set<TableName> selected, TableName table) {
      Set<TableName> computedFrom = new TreeSet<>(graph.parents(table));
      computedFrom.retainAll(selected);
      Set<TableName> lookedAt = new TreeSet<>(graph.before(table));
      lookedAt.retainAll(selected);
      lookedAt.removeAll(computedFrom);
      Table declared = project.tables().get(table);
      return new Task(
          table.toString(), List.of(declared), table.toString(), ids(computedFrom), ids(lookedAt));
    }

    private List<String> ids(Set<TableName> tables) {
      return tables.stream().map(TableName::toString).toList();
    }
  },
  /** All selected tables of a layer: few drivers, each with more to do. */
  LAYER {
    @Override
    List<Task> tasks(Project project, Set<TableName> selected) {
      requireForwards(Graph.of(project), selected);
      List<Task> tasks = new ArrayList<>();
      for (Layer layer : Layer.values()) {
        Set<TableName> within = of(layer, selected);
        if (!within.isEmpty()) {
          tasks.add(
              new Task(
                  layer.word(),
                  within.stream().map(project.tables()::get).toList(),
                  words(layer, within, project),
                  tasks.isEmpty() ? List.of() : List.of(tasks.get(tasks.size() - 1).id()),
                  List.of()));
        }
      }
      return tasks;
    }

    private String words(Layer layer, Set<TableName> within, Project project) {
      return within.equals(of(layer, project.tables().keySet()))
          ? layer.word()
          : within.stream().map(TableName::toString).collect(Collectors.joining(","));
    }

    private Set<TableName> of(Layer layer, Set<TableName> tables) {
      return tables.stream()
          .filter(table -> table.layer() == layer)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private void requireForwards(Graph graph, Set<TableName> selected) {
      for (TableName table : selected) {
        Optional<TableName> later =
            graph.before(table).stream()
                .filter(selected::contains)
                .filter(other -> other.layer().compareTo(table.layer()) > 0)
                .findFirst();
        if (later.isPresent()) {
          throw new ProjectException(
              table
                  + " is judged by "
                  + later.get()
                  + ", which belongs to a later layer, so no order of whole layers is right. Say"
                  + " --by table.");
        }
      }
    }
  };

  /** The tasks that bring the selected tables up to date, each behind those that it waits for. */
  abstract List<Task> tasks(Project project, Set<TableName> selected);

  /** The word of {@code --by}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * By the word of {@code --by}.
   *
   * @throws ProjectException when it is none
   */
  static Grain of(String word) {
    return Arrays.stream(values())
        .filter(grain -> grain.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new ProjectException("Unknown --by '" + word + "'. Say table or layer."));
  }
}
