package io.ingot.core.run;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.project.Table;

/** One table's work. */
public interface Stage {
  /** The declaration that the stage fulfils. */
  Table table();

  /** Decides from metadata alone what the table's next batch is; reads no rows, writes nothing. */
  Plan plan(StageContext context);

  /**
   * Makes the batch and publishes it.
   *
   * @param batch carries a plan of this stage that does something
   */
  Published run(StageContext context, Batch batch);
}
