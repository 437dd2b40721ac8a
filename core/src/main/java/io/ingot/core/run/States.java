package io.ingot.core.run;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How far a project's tables have come.
 *
 * @param sources the tables that read a source
 * @param others the tables that are computed from tables
 */
public record States(List<SourceState> sources, List<InputState> others) {
  public States {
    sources = List.copyOf(sources);
    others = List.copyOf(others);
  }

  /** Looks at the tables given, and asks their sources how far ahead they are. */
  public static States of(Collection<TableName> tables, Project project, Lake lake, Stages stages) {
    List<SourceState> sources = new ArrayList<>();
    List<InputState> others = new ArrayList<>();
    for (TableName name : tables) {
      Table table = project.tables().get(name);
      StageContext context = stages.context(project, lake, table);
      Optional<SourceStage> source = stages.source(table);
      source.ifPresentOrElse(
          stage -> sources.add(SourceState.of(stage, context)),
          () -> others.add(InputState.of(table, context)));
    }
    return new States(sources, others);
  }

  /** Those of the tables given that read a source. */
  public static List<TableName> withSource(
      Collection<TableName> tables, Project project, Stages stages) {
    return tables.stream()
        .filter(table -> stages.source(project.tables().get(table)).isPresent())
        .toList();
  }
}
