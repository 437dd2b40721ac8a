package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.project.Table;
import java.util.Optional;

/**
 * A stage whose one batch is a closed window of its source. What an earlier run had planned and not
 * finished goes first, as it does for every stage.
 */
final class BackfillStage implements Stage {
  private final SourceStage stage;
  private final Backfill.Request request;
  private Optional<Batch> tried = Optional.empty();

  BackfillStage(SourceStage stage, Backfill.Request request) {
    this.stage = stage;
    this.request = request;
  }

  @Override
  public Table table() {
    return stage.table();
  }

  @Override
  public Plan plan(StageContext context) {
    Plan asked =
        new Plan.Backfill(stage.closed(context, request.from(), request.to()), request.reason());
    return tried
        .filter(batch -> batch.plan().equals(asked))
        .flatMap(batch -> committed(context, batch))
        .<Plan>map(record -> new Plan.NothingToDo("run " + record.run() + " took the window"))
        .orElse(asked);
  }

  /** Whoever is faster finishes what was written ahead, and it may be another run. */
  private static Optional<BatchRecord> committed(StageContext context, Batch batch) {
    return BatchRecord.of(context.lake().table(batch.target()), batch.generation(), batch.number())
        .filter(record -> record.plan().equals(batch.plan()));
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    tried = Optional.of(batch);
    return stage.run(context, batch);
  }
}
