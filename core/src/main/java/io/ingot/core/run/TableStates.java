package io.ingot.core.run;

import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a project's tables are like, by their logs and by the runs before. */
final class TableStates implements SelectedTables.Known {
  private final Project project;
  private final Lake lake;

  private TableStates(Project project, Lake lake) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
  }

  static TableStates of(Project project, Lake lake) {
    return new TableStates(project, lake);
  }

  /** Tables that were never made, or last by another declaration, or by one that is not told. */
  @Override
  public Set<TableName> changed() {
    StageContext context =
        new StageContext(project, lake, new Plans(lake), List.of(), Tenure.unshared());
    return project.tables().values().stream()
        .filter(table -> isChanged(table, context))
        .map(Table::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isChanged(Table table, StageContext context) {
    TableState state = context.lake().table(table.name()).state();
    return state.batch() < 0
        || !LastBatch.of(table.name(), state, context)
            .definition()
            .equals(Optional.of(table.definitionHash()));
  }

  /** Tables that the last run left undone. */
  @Override
  public Set<TableName> failed() {
    Set<TableName> left =
        new RunHistory(lake)
            .newestFirst(project)
            .findFirst()
            .map(run -> new TreeSet<>(run.left().keySet()))
            .orElseGet(TreeSet::new);
    left.retainAll(project.tables().keySet());
    return left;
  }
}
