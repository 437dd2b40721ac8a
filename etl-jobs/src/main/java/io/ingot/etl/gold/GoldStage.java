package io.ingot.etl.gold;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.PartitionPredicate;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.GoldTable.Recompute;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers a gold table's query over inputs that are pinned to versions: the whole table, or the
 * partitions that the driver's changes touched. Nothing is ever added up onto what is there.
 */
public final class GoldStage implements Stage {
  private final GoldTable declared;

  public GoldStage(GoldTable declared) {
    this.declared = Objects.requireNonNull(declared, "declared");
  }

  @Override
  public Table table() {
    return declared;
  }

  @Override
  public Plan plan(StageContext context) {
    return GoldPlan.of(declared, context);
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    Lake lake = context.lake().pinned(Plan.versions(batch.plan().inputs()));
    Dataset<Row> answer = answer(lake);
    return context
        .seeing(lake)
        .writer()
        .publish(
            batch,
            batch.plan() instanceof Plan.Advance advance
                ? touched(lake, answer, advance)
                : whole(answer));
  }

  private Dataset<Row> answer(Lake lake) {
    try {
      return lake.spark().sql(declared.sql().text());
    } catch (Exception e) {
      // Spark declares no checked exception here and throws one all the same.
      if (e instanceof AnalysisException wrong) {
        throw new ProjectException(
            "Cannot answer gold/" + declared.name().name() + ".sql: " + wrong.getMessage(), e);
      }
      throw e;
    }
  }

  private Candidate whole(Dataset<Row> answer) {
    return Candidate.whole(answer, new Publication.ReplaceAll(), layout(), Map.of());
  }

  private Candidate touched(Lake lake, Dataset<Row> answer, Plan.Advance plan) {
    Recompute rule = declared.recompute().orElseThrow();
    TableName driver = rule.driver();
    List<Row> values =
        lake.table(driver)
            .changed(
                plan.from().get(driver).version(),
                plan.inputs().get(driver).version(),
                rule.from().orElse("`" + rule.by() + "`"));
    if (values.isEmpty()) {
      return Candidate.whole(answer.filter("false"), new Publication.Append(), layout(), Map.of());
    }
    String where = PartitionPredicate.of(List.of(rule.by()), values);
    return Candidate.whole(
        answer.filter(where), new Publication.ReplacePartitions(where), layout(), Map.of());
  }

  private TableLayout layout() {
    // Another gold table may follow this one's changes; whole partitions cost nothing to follow.
    return new TableLayout(
        declared.write().partitionBy(), List.of(), Map.of("delta.enableChangeDataFeed", "true"));
  }
}
