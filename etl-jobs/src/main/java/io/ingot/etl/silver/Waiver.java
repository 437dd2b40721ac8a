package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.run.StageContext;
import io.ingot.etl.silver.quarantine.Quarantine;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A batch that closes refused rows and publishes none, so there is nothing for gates to judge. */
record Waiver(StageContext context, Batch batch) {
  Published publish(Plan.Waive plan, Quarantine quarantine) {
    Dataset<Row> nothing = nothing();
    return new BatchWriter(context.lake(), context.plans(), List.of(), context.tenure())
        .publish(
            batch,
            new Candidate(
                nothing,
                Candidate.Fates.allKept(),
                // Told with the batch, whose own rows are none.
                List.of(count(lit(1)).plus(lit(quarantine.waived(plan))).as("waived")),
                List.of(),
                Candidate.Aside.nothing(nothing),
                new Candidate.Entry.Write(new Publication.Append()),
                new TableLayout(List.of(), List.of(), Map.of()),
                Map.of()),
            quarantine::commit);
  }

  /** One task without rows: what has no task has no counts either. */
  private Dataset<Row> nothing() {
    SparkSession spark = context.lake().spark();
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(List.<Row>of(), 1),
        context.lake().table(batch.target()).state().schema());
  }
}
