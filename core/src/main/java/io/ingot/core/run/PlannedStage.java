package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.error.IngotException;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of what {@code ingot plan} shows.
 *
 * @param table the table
 * @param mode extract, advance, rebuild, follow (once its inputs have moved), skip or stuck
 * @param range exactly what is taken; {@code -} where it depends on the inputs' own batches
 * @param reason why
 * @param replacesAll whether all rows of the table are replaced
 * @param exitCode what the run would end with if it stopped here; 0 for a plan that can be made
 */
public record PlannedStage(
    TableName table, String mode, String range, String reason, boolean replacesAll, int exitCode) {
  static PlannedStage of(TableName table, Plan plan, List<TableName> ahead, RetryState retry) {
    if (plan instanceof Plan.NothingToDo && !ahead.isEmpty()) {
      return new PlannedStage(
          table,
          "follow",
          "-",
          "after " + ahead.stream().map(TableName::toString).collect(Collectors.joining(", ")),
          false,
          0);
    }
    return new PlannedStage(
        table, plan.mode(), plan.range(), retry.tell(plan.reason()), plan.replacesAll(), 0);
  }

  static PlannedStage stuck(TableName table, IngotException cause) {
    return new PlannedStage(
        table, "stuck", "-", cause.getMessage(), false, cause.exitCode().code());
  }

  /** Whether a run would publish a batch of the table. */
  public boolean moves() {
    return !mode.equals("skip") && !mode.equals("stuck");
  }

  /** Whether the plan was written by a run that did not finish. */
  enum RetryState {
    NEW {
      @Override
      String tell(String reason) {
        return reason;
      }
    },
    STANDING {
      @Override
      String tell(String reason) {
        return "finish what an earlier run had planned: " + reason;
      }
    };

    abstract String tell(String reason);
  }
}
