package io.ingot.core.run;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.PlannedStage.RetryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

  /** What a run would do, with all that it rests on. */
  public RunPlan plan(RunRequest request) {
    Stages asked = request.of(stages);
    Graph graph = Graph.of(project);
    List<ExactStage> planned = new ArrayList<>();
    Set<TableName> moving = new HashSet<>();
    for (TableName table : graph.ordered()) {
      if (request.tables().contains(table)) {
        List<TableName> ahead = graph.parents(table).stream().filter(moving::contains).toList();
        ExactStage stage = plan(project.tables().get(table), ahead, asked);
        if (stage.shown().moves()) {
          moving.add(table);
        }
        planned.add(stage);
      }
    }
    return new RunPlan(
        project.name(),
        project.environment(),
        project.lake(),
        Instant.now(),
        request.full(),
        planned);
  }

  private ExactStage plan(Table table, List<TableName> ahead, Stages asked) {
    StageContext context = asked.context(project, lake, table);
    TableState state = context.lake().table(table.name()).state();
    Map<TableName, Pin> inputs = new TreeMap<>();
    table.inputs().forEach(input -> inputs.put(input, pin(context, input)));
    Optional<Plan> standing = context.plans().planned(table.name(), state, table.definitionHash());
    Optional<Plan> plan = Optional.empty();
    PlannedStage shown;
    try {
      plan = standing.or(() -> Optional.of(asked.of(table).plan(context)));
      RetryState retry = standing.isPresent() ? RetryState.STANDING : RetryState.NEW;
      shown = shown(table, state, plan.orElseThrow(), ahead, retry, context);
    } catch (IngotException e) {
      shown = PlannedStage.stuck(table.name(), e);
    }
    return new ExactStage(
        shown, table.definitionHash(), Footing.of(state), inputs, plan, standing.isPresent());
  }

  private static PlannedStage shown(
      Table table,
      TableState state,
      Plan plan,
      List<TableName> ahead,
      RetryState retry,
      StageContext context) {
    Optional<String> stale = Staleness.of(table, state, plan, context);
    if (plan instanceof Plan.NothingToDo && !ahead.isEmpty()) {
      return PlannedStage.following(table.name(), ahead, Destroys.byNext(table, state), stale);
    }
    return PlannedStage.of(
        table.name(),
        plan,
        ahead,
        retry,
        Estimate.of(plan, context),
        Destroys.of(table, state, plan).orOpen(table, state, ahead),
        stale);
  }

  private static Pin pin(StageContext context, TableName input) {
    return Pin.of(context.lake().table(input).state());
  }
}
