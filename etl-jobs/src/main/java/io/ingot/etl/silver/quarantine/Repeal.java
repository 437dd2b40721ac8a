package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a batch does to the quarantine that somebody asked for.
 *
 * @param log as it was when that was planned
 */
record Repeal(EventLog log, Batch batch) {
  private static final String[] ID = {"id"};

  /** Every row that was judged once more is resolved, or kept with what it breaks now. */
  Changes replayed(Plan.Replay plan, BatchWriter.Held held) {
    long read = held.counts().read();
    long kept = held.counts().quarantined();
    Dataset<Row> judged =
        log.replayable(plan.pick()).filter(col("from_table").isin(followed(plan))).select("id");
    if (kept == 0) {
      return Changes.closing(judged, read, Event.RESOLVED, batch);
    }
    Dataset<Row> refused = held.refused().get().select("id", "errors");
    Column still = col("errors").isNotNull();
    Dataset<Row> events =
        judged
            .join(refused, ID, "left_outer")
            .withColumn(
                "event", when(still, lit(Event.KEPT.word())).otherwise(lit(Event.RESOLVED.word())))
            .withColumn(
                "state",
                when(still, lit(Event.KEPT.state())).otherwise(lit(Event.RESOLVED.state())));
    return new Changes(Changes.events(events, batch), read, 0, read - kept);
  }

  /** A row of a table that is followed no more cannot be judged, and stays as it is. */
  private static Object[] followed(Plan.Replay plan) {
    return plan.inputs().keySet().stream().map(TableName::toString).toArray();
  }

  /** How many rows that is. */
  long count(Plan.Waive plan) {
    return log.waivable(plan.pick()).count();
  }

  /** Every row that was picked is closed, with the reason. */
  Changes waived(Plan.Waive plan) {
    Dataset<Row> given =
        log.waivable(plan.pick())
            .select(col("id"), lit(plan.who()).as("who"), lit(plan.reason()).as("reason"));
    return Changes.closing(given, count(plan), Event.WAIVED, batch);
  }
}
