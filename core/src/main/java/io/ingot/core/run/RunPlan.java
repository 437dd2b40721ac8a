package io.ingot.core.run;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run would do, as a file keeps it.
 *
 * @param project the project's name
 * @param environment the environment that it was made for
 * @param lake where that environment's tables lie
 * @param made when
 * @param full the tables that are to be computed anew as a whole
 * @param stages by table, in the order of the graph
 */
public record RunPlan(
    String project,
    String environment,
    String lake,
    Instant made,
    Set<TableName> full,
    List<ExactStage> stages) {
  public RunPlan {
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(lake, "lake");
    Objects.requireNonNull(made, "made");
    full = new TreeSet<>(full);
    stages = List.copyOf(stages);
  }

  /**
   * Reads a plan that {@code ingot plan --out} wrote.
   *
   * @param file its name, for the message
   * @throws ProjectException when the text is no plan, or none of this project and environment
   */
  public static RunPlan read(String text, String file, Project project) {
    RunPlan plan = parse(text, file);
    plan.requireOf(project, file);
    return plan;
  }

  private static RunPlan parse(String text, String file) {
    try {
      return Json.read(text, RunPlan.class);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Cannot read "
              + file
              + ": it is no plan of this version of Ingot. Make one by 'ingot plan --out "
              + file
              + "'.",
          e);
    }
  }

  private void requireOf(Project here, String file) {
    requireSame(file, "project", project, here.name());
    requireSame(file, "environment", environment, here.environment());
    requireSame(file, "lake", lake, here.lake());
    List<TableName> gone =
        stages.stream()
            .map(ExactStage::table)
            .filter(table -> !here.tables().containsKey(table))
            .toList();
    if (!gone.isEmpty()) {
      throw new ProjectException(
          "Cannot run "
              + file
              + ": the project no longer has "
              + gone.stream().map(TableName::toString).collect(Collectors.joining(", "))
              + ". Nothing was changed; plan again.");
    }
  }

  private static void requireSame(String file, String what, String planned, String here) {
    if (!planned.equals(here)) {
      throw new ProjectException(
          "Cannot run "
              + file
              + ": it was made for the "
              + what
              + " "
              + planned
              + ", and this is "
              + here
              + ". Nothing was changed; plan again.");
    }
  }

  /**
   * Refuses tables of other layers than those that an application keeps to.
   *
   * @throws ProjectException when there is one
   */
  public void requireLayers(Set<Layer> layers) {
    tables().stream()
        .filter(table -> !layers.contains(table.layer()))
        .findFirst()
        .ifPresent(
            table -> {
              throw new ProjectException(
                  "Cannot run the plan: "
                      + table
                      + " is of a layer that this application does not run. Nothing was changed;"
                      + " use 'ingot run'.");
            });
  }

  /** For each table whether its run will finish what was planned before, or plan anew. */
  public List<String> promises() {
    return stages.stream()
        .filter(stage -> stage.shown().moves())
        .map(
            stage ->
                stage.table()
                    + (stage.standing()
                        ? ": its plan stands and will be finished"
                        : ": is planned anew, since no plan of it stands"))
        .toList();
  }

  /** The plan as its file holds it. */
  public String text() {
    return Json.pretty(this);
  }

  /** What is shown of it. */
  public List<PlannedStage> shown() {
    return stages.stream().map(ExactStage::shown).toList();
  }

  /** The tables that it is about. */
  public Set<TableName> tables() {
    return stages.stream().map(ExactStage::table).collect(Collectors.toCollection(TreeSet::new));
  }
}
