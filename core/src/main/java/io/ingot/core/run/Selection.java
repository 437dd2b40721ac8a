package io.ingot.core.run;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which tables a run is about, in the words of the command line: {@code silver.orders}, {@code
 * +gold.kpi} (with all it is computed from), {@code silver.orders+} (with all that is computed from
 * it), {@code tag:daily}, {@code silver} (a layer). Several, by comma or space, add up.
 */
public final class Selection {
  private final List<String> terms;

  private Selection(List<String> terms) {
    this.terms = terms;
  }

  /** Reads the words of {@code --select}; no word selects everything. */
  public static Selection of(String words) {
    return new Selection(
        Arrays.stream(words.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList());
  }

  /**
   * The tables that are selected.
   *
   * @throws ProjectException when a word selects nothing
   */
  public Set<TableName> in(Project project) {
    if (terms.isEmpty()) {
      return project.tables().keySet();
    }
    Graph graph = Graph.of(project);
    Set<TableName> selected = new TreeSet<>();
    terms.forEach(term -> selected.addAll(tables(term, project, graph)));
    return selected;
  }

  private static Set<TableName> tables(String term, Project project, Graph graph) {
    boolean up = term.startsWith("+");
    boolean down = term.endsWith("+");
    String core = term.substring(up ? 1 : 0, term.length() - (down ? 1 : 0));
    Set<TableName> named = named(core, project);
    if (named.isEmpty()) {
      throw new ProjectException(
          "Cannot select "
              + term
              + ": no table, layer or tag of that name. Tables are "
              + project.tables().keySet().stream()
                  .map(TableName::toString)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    Set<TableName> selected = new TreeSet<>(named);
    named.forEach(
        table -> {
          if (up) {
            selected.addAll(graph.upstream(table));
          }
          if (down) {
            selected.addAll(graph.downstream(table));
          }
        });
    return selected;
  }

  private static Set<TableName> named(String name, Project project) {
    if (name.startsWith("tag:")) {
      String tag = name.substring("tag:".length());
      return project.tables().values().stream()
          .filter(table -> table.tags().contains(tag))
          .map(table -> table.name())
          .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> layers = Arrays.stream(Layer.values()).map(Layer::word).collect(Collectors.toSet());
    if (layers.contains(name)) {
      return project.tables().keySet().stream()
          .filter(table -> table.layer().word().equals(name))
          .collect(Collectors.toCollection(TreeSet::new));
    }
    return TableName.parse(name)
        .filter(project.tables()::containsKey)
        .map(Set::of)
        .orElse(Set.of());
  }
}
