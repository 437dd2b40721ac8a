package io.ingot.core.run;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan that was shown before, to be carried out exactly. */
public final class ShownPlan {
  private final RunPlan plan;
  private final Project project;
  private final Lake lake;

  /**
   * @param plan of this project, environment and lake
   */
  public ShownPlan(RunPlan plan, Project project, Lake lake) {
    this.plan = Objects.requireNonNull(plan, "plan");
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
  }

  /** What the run is asked to do. */
  public RunRequest request() {
    RunRequest request = RunRequest.of(plan.tables());
    return plan.full().isEmpty() ? request : request.full(plan.full());
  }

  /**
   * Plans once more and compares, before anything is done.
   *
   * @throws ProjectException when a declaration changed, or a table could not be planned
   * @throws FencedException when tables or sources are not as they were
   */
  public void requireStillTrue(Stages stages) {
    requireSameDeclarations();
    Map<TableName, ExactStage> now =
        new Planner(project, lake, stages)
            .plan(request()).stages().stream()
                .collect(Collectors.toMap(ExactStage::table, Function.identity()));
    List<String> moved = new ArrayList<>();
    plan.stages().forEach(shown -> difference(shown, now.get(shown.table())).ifPresent(moved::add));
    if (!moved.isEmpty()) {
      throw new FencedException(
          "Cannot do what was shown: since "
              + plan.made()
              + " the world moved. "
              + String.join("; ", moved)
              + ". Nothing was changed; plan again.");
    }
  }

  private void requireSameDeclarations() {
    List<String> wrong = new ArrayList<>();
    for (ExactStage stage : plan.stages()) {
      if (!stage.definition().equals(project.tables().get(stage.table()).definitionHash())) {
        wrong.add("the declaration of " + stage.table() + " changed");
      } else if (stage.shown().halts()) {
        wrong.add(stage.table() + " could not be planned: " + stage.shown().reason());
      }
    }
    if (!wrong.isEmpty()) {
      throw new ProjectException(
          "Cannot do what was shown: "
              + String.join("; ", wrong)
              + ". Nothing was changed; plan again.");
    }
  }

  private static Optional<String> difference(ExactStage shown, ExactStage now) {
    if (!shown.base().equals(now.base())) {
      return Optional.of(
          shown.table() + " was " + shown.base().words() + " and is " + now.base().words());
    }
    List<TableName> inputs =
        shown.inputs().keySet().stream()
            .filter(input -> !shown.inputs().get(input).equals(now.inputs().get(input)))
            .toList();
    if (!inputs.isEmpty()) {
      return Optional.of(
          shown.table()
              + " would read other versions of "
              + inputs.stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
    boolean same =
        shown.shown().after().equals(now.shown().after())
            && !now.shown().halts()
            && Agreement.of(shown.plan().orElseThrow(), now.plan().orElseThrow()).isPresent();
    return same ? Optional.empty() : Optional.of(difference(shown.shown(), now.shown()));
  }

  private static String difference(PlannedStage shown, PlannedStage now) {
    return shown.table() + " was " + words(shown) + " and is " + words(now);
  }

  private static String words(PlannedStage stage) {
    return stage.mode() + " " + stage.range() + " (" + stage.reason() + ")";
  }

  /**
   * The stages that do what was shown and no more.
   *
   * @param run the id of the run that carries the plan out
   */
  public Stages stages(Stages usual, String run) {
    Stages asked = request().of(usual);
    Map<TableName, ExactStage> shown =
        plan.stages().stream().collect(Collectors.toMap(ExactStage::table, Function.identity()));
    return asked.preferring(
        table ->
            Optional.ofNullable(shown.get(table.name()))
                .map(stage -> new ShownStage(asked.of(table), stage, run)));
  }
}
