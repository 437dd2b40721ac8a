package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.project.Table;
import java.util.function.Function;

/**
 * A stage whose one batch is work on its quarantine. What an earlier run had planned and not
 * finished goes first, as it does for every stage.
 */
final class QuarantineStage implements Stage {
  private final ContractStage stage;
  private final Function<RefusedRows, Plan> asked;

  QuarantineStage(ContractStage stage, Function<RefusedRows, Plan> asked) {
    this.stage = stage;
    this.asked = asked;
  }

  @Override
  public Table table() {
    return stage.table();
  }

  @Override
  public Plan plan(StageContext context) {
    return asked.apply(stage.refused(context));
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    return stage.run(context, batch);
  }
}
