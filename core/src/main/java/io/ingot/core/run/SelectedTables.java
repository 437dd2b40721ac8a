package io.ingot.core.run;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Glob;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that one word of a selection means. */
final class SelectedTables {
  private static final String TAG = "tag:";
  private static final String STATE = "state:";

  private final Project project;
  private final Graph graph;
  private final Known known;

  /**
   * @param known tells what {@code state:} words mean
   */
  SelectedTables(Project project, Known known) {
    this.project = Objects.requireNonNull(project, "project");
    this.known = Objects.requireNonNull(known, "known");
    this.graph = Graph.of(project);
  }

  Set<TableName> all() {
    return project.tables().keySet();
  }

  /** What all parts of a term have, which are joined by {@code &}. */
  Set<TableName> of(String term) {
    Set<TableName> selected = new TreeSet<>(all());
    for (String part : term.split("&", -1)) {
      selected.retainAll(relatives(part));
    }
    return selected;
  }

  private Set<TableName> relatives(String part) {
    boolean up = part.startsWith("+");
    boolean down = part.length() > 1 && part.endsWith("+");
    Set<TableName> named = named(part.substring(up ? 1 : 0, part.length() - (down ? 1 : 0)));
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

  private Set<TableName> named(String name) {
    if (name.startsWith(STATE)) {
      return state(name.substring(STATE.length()));
    }
    if (name.startsWith(TAG)) {
      String tag = name.substring(TAG.length());
      return found(
          name, tables(table -> table.tags().contains(tag)), "no table has that tag", TAG, tags());
    }
    if (name.contains("*") || name.contains("?")) {
      Glob glob = Glob.of(name);
      return found(
          name,
          tables(table -> glob.matches(table.name().toString())),
          "no table's name is like that",
          "",
          names());
    }
    if (layers().contains(name)) {
      return tables(table -> table.name().layer().word().equals(name));
    }
    Set<TableName> named =
        TableName.parse(name).filter(project.tables()::containsKey).map(Set::of).orElse(Set.of());
    return found(name, named, "no table or layer has that name", "", words());
  }

  private Set<TableName> state(String state) {
    return switch (state) {
      case "changed" -> known.changed();
      case "failed" -> known.failed();
      default ->
          throw new ProjectException(
              "Cannot select state:"
                  + state
                  + ": there is no such state. "
                  + Nearest.hint(state, Set.of("changed", "failed")));
    };
  }

  private Set<TableName> tables(Predicate<Table> wanted) {
    return project.tables().values().stream()
        .filter(wanted)
        .map(Table::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<TableName> found(
      String name, Set<TableName> found, String why, String prefix, Set<String> others) {
    if (found.isEmpty()) {
      throw new ProjectException(
          "Cannot select "
              + name
              + ": "
              + why
              + ". "
              + Nearest.hint(name.substring(prefix.length()), others));
    }
    return found;
  }

  private static Set<String> layers() {
    return Arrays.stream(Layer.values()).map(Layer::word).collect(Collectors.toSet());
  }

  private Set<String> names() {
    return project.tables().keySet().stream().map(TableName::toString).collect(Collectors.toSet());
  }

  private Set<String> tags() {
    return project.tables().values().stream()
        .flatMap(table -> table.tags().stream())
        .collect(Collectors.toSet());
  }

  /** Names first; of a name without its layer the table is meant all the same. */
  private Set<String> words() {
    return Stream.concat(
            names().stream(), project.tables().keySet().stream().map(table -> table.layer().word()))
        .collect(Collectors.toSet());
  }

  /** What is known of tables beside their declarations. */
  interface Known {
    Set<TableName> changed();

    Set<TableName> failed();

    /** Of words that name no state. */
    static Known nothing() {
      return new Known() {
        @Override
        public Set<TableName> changed() {
          throw refused();
        }

        @Override
        public Set<TableName> failed() {
          throw refused();
        }

        private ProjectException refused() {
          return new ProjectException(
              "Words that begin with state: belong to 'ingot plan' and 'ingot run'. Name the"
                  + " tables.");
        }
      };
    }
  }
}
