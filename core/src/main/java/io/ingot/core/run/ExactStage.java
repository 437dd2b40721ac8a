package io.ingot.core.run;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A planned stage with all that it rests on, so that a later run can tell whether the world moved.
 *
 * @param shown what was shown
 * @param definition digest of the table's declaration
 * @param base the table
 * @param inputs the tables that it is computed from
 * @param plan exactly what is to be done; empty for a table for which none could be made
 * @param standing whether that was planned by an earlier run, which did not finish it
 */
public record ExactStage(
    PlannedStage shown,
    String definition,
    Footing base,
    Map<TableName, Pin> inputs,
    Optional<Plan> plan,
    boolean standing) {
  public ExactStage {
    Objects.requireNonNull(shown, "shown");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(base, "base");
    inputs = new TreeMap<>(inputs);
    Objects.requireNonNull(plan, "plan");
  }

  /** The table that it is about. */
  public TableName table() {
    return shown.table();
  }
}
