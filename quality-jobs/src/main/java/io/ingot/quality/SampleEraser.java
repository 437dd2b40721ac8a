package io.ingot.quality;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Graph;
import io.ingot.core.run.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes away the samples of every table that may hold a subject. A sample shows few columns of a
 * row, cut or hidden, so that nobody can tell whose it is; those of all tables go that have a
 * column of that name, or are made of or into such a table, and of tables that are no longer
 * declared.
 */
public final class SampleEraser implements Eraser {
  /** For {@link java.util.ServiceLoader}. */
  public SampleEraser() {}

  @Override
  public String place() {
    return "samples of broken checks";
  }

  @Override
  public long count(Project project, Lake lake, Subject subject) {
    return new SampleLog(lake).of(touched(project, lake, subject)).size();
  }

  @Override
  public long erase(Project project, Lake lake, Subject subject) {
    long kept = count(project, lake, subject);
    SampleLog log = new SampleLog(lake);
    touched(project, lake, subject).forEach(log::drop);
    return kept;
  }

  /** Of the tables that have samples. */
  private static Set<TableName> touched(Project project, Lake lake, Subject subject) {
    Set<TableName> kept = new SampleLog(lake).tables();
    if (kept.isEmpty()) {
      return kept;
    }
    Set<TableName> related = related(project, lake, subject);
    return kept.stream()
        .filter(table -> related.contains(table) || project.table(table).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A check may show what another table holds, so tables that look at each other count too. */
  private static Set<TableName> related(Project project, Lake lake, Subject subject) {
    Graph graph = Graph.of(project);
    Set<TableName> related = new TreeSet<>();
    Deque<TableName> open = new ArrayDeque<>();
    project.tables().values().stream()
        .filter(table -> holds(table, lake, subject))
        .map(Table::name)
        .forEach(open::add);
    while (!open.isEmpty()) {
      TableName table = open.pop();
      if (related.add(table)) {
        project.tables().keySet().stream()
            .filter(
                other -> graph.before(other).contains(table) || graph.before(table).contains(other))
            .forEach(open::add);
      }
    }
    return related;
  }

  private static boolean holds(Table table, Lake lake, Subject subject) {
    if (subject.table().isPresent()) {
      return subject.table().get().equals(table.name());
    }
    return columns(table, lake).anyMatch(subject.column()::equalsIgnoreCase);
  }

  private static Stream<String> columns(Table table, Lake lake) {
    Stream<String> declared =
        table instanceof SilverTable silver
            ? silver.columns().entrySet().stream()
                .flatMap(
                    column ->
                        Stream.concat(
                            Stream.of(column.getKey()),
                            column.getValue().fields(column.getKey()).stream()))
            : Stream.of();
    return Stream.concat(
        declared, List.of(lake.table(table.name()).state().schema().fieldNames()).stream());
  }
}
