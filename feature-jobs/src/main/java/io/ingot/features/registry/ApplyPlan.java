package io.ingot.features.registry;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.features.registry.Step.State;
import java.util.List;
import java.util.Objects;

/**
 * What an apply would do: how a project differs from what is registered, and what would be then.
 *
 * @param steps entities, views and services, each in the order of their names
 * @param after what is registered once it is carried out
 */
record ApplyPlan(List<Step> steps, Registered after) {
  ApplyPlan {
    steps = List.copyOf(steps);
    Objects.requireNonNull(after, "after");
  }

  /** Compares a project with the registry of its lake. */
  static ApplyPlan of(Project project, Lake lake, Allowed allowed, Stamp now) {
    return Comparison.of(project, lake, allowed, now).plan();
  }

  /** Whether anything is to be written. */
  boolean isIdle() {
    return steps.stream().allMatch(step -> step.state() == State.UNCHANGED);
  }

  /** The views whose columns have types that cannot be told yet. */
  List<Warning> untyped() {
    return after.views().values().stream()
        .filter(view -> view.columns().stream().anyMatch(column -> column.type().isEmpty()))
        .map(
            view ->
                new Warning(
                    Kind.VIEW.file(view.name()) + ":1",
                    "the types of the columns of "
                        + view.name()
                        + " are not known yet, since the columns of "
                        + String.join(", ", view.inputs())
                        + " are not",
                    "Run that first, or apply again after the first run"))
        .toList();
  }

  /** How many changes keep it from being carried out. */
  long refused() {
    return steps.stream()
        .flatMap(step -> step.changes().stream())
        .filter(Change::isRefused)
        .count();
  }

  /**
   * Writes what is registered then, unless that is so already.
   *
   * @throws ProjectException when a change breaks models and was not allowed
   * @throws FencedException when somebody else applied since the plan was made
   */
  void carryOut(Registry registry) {
    if (refused() > 0) {
      throw new ProjectException(
          "Cannot apply: "
              + refused()
              + (refused() == 1 ? " change breaks" : " changes break")
              + " what models rely on. Do what is said at each, or --allow those that are meant.");
    }
    if (!isIdle() && !registry.publish(after)) {
      throw new FencedException(
          "Somebody else applied features as number "
              + after.number()
              + " of the registry at the same time, so nothing of this was registered. Look at the"
              + " plan anew, and apply it again.");
    }
  }
}
