package io.ingot.core.project;

import io.ingot.core.project.ContractChange.Effect;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One difference between two definitions of a view.
 *
 * @param feature the feature that it is about; empty where it is about all of them
 * @param columns of the earlier definition that it is about; none for what is new
 * @param effect whether it breaks models and readers
 * @param what the difference
 * @param advice what to do about it; empty where there is nothing to do
 * @param path the keys of the view's file under which it stands
 */
public record ViewDifference(
    Optional<String> feature,
    List<String> columns,
    Effect effect,
    String what,
    String advice,
    List<String> path) {
  public ViewDifference {
    Objects.requireNonNull(feature, "feature");
    columns = List.copyOf(columns);
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(advice, "advice");
    path = List.copyOf(path);
  }
}
