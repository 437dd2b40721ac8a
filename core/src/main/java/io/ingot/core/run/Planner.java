package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.PlannedStage.RetryState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a run would do, from metadata alone. */
public final class Planner {
  private final Project project;
  private final Lake lake;
  private final Stages stages;

  public Planner(Project project, Lake lake, Stages stages) {
    this.project = project;
    this.lake = lake;
    this.stages = stages;
  }

  /** The plan of each selected table, in the order of the graph. */
  public List<PlannedStage> plan(Set<TableName> selected) {
    Graph graph = Graph.of(project);
    List<PlannedStage> planned = new ArrayList<>();
    Set<TableName> moving = new HashSet<>();
    for (TableName table : graph.ordered()) {
      if (selected.contains(table)) {
        PlannedStage stage = plan(project.tables().get(table), graph, moving);
        if (stage.moves()) {
          moving.add(table);
        }
        planned.add(stage);
      }
    }
    return planned;
  }

  private PlannedStage plan(Table table, Graph graph, Set<TableName> moving) {
    List<TableName> ahead = graph.parents(table.name()).stream().filter(moving::contains).toList();
    StageContext context = stages.context(project, lake, table);
    TableState state = context.lake().table(table.name()).state();
    try {
      Optional<Plan> standing =
          context.plans().planned(table.name(), state, table.definitionHash());
      Plan plan = standing.orElseGet(() -> stages.of(table).plan(context));
      return PlannedStage.of(
          table.name(), plan, ahead, standing.isPresent() ? RetryState.STANDING : RetryState.NEW);
    } catch (IngotException e) {
      return PlannedStage.stuck(table.name(), e);
    }
  }
}
