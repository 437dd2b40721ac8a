package io.ingot.features;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.Staging;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Table;
import io.ingot.core.project.Training;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * One feature view: computed as a whole from one version of its input, and published in place of
 * what was there. A view with scaled features is staged, since it is read for the fit and again for
 * the result; its model is saved under the batch's number before the commit, so a published batch
 * always has one, and what a killed run left is overwritten by the next.
 */
final class FeatureStage implements Stage {
  private static final String DELETED = "_deleted";

  private final FeatureView view;

  FeatureStage(FeatureView view) {
    this.view = view;
  }

  @Override
  public Table table() {
    return view;
  }

  @Override
  public Plan plan(StageContext context) {
    return FeaturePlan.of(view, context);
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    try {
      return compute(context, batch);
    } catch (ProjectException e) {
      // A newer version of the input may mend it, and a standing plan would never read that.
      context.plans().withdraw(batch);
      throw e;
    }
  }

  private Published compute(StageContext context, Batch batch) {
    Dataset<Row> events = events(context.lake(), batch);
    ViewColumns.require(view, events.schema());
    Dataset<Row> features = WindowedAggregates.of(events, view);
    if (view.training().isEmpty()) {
      return publish(context, batch, features);
    }
    Training training = view.training().get();
    Dataset<Row> split = TimeSplit.of(features, training);
    return Scaling.of(view)
        .map(scaling -> publishScaled(context, batch, split, scaling))
        .orElseGet(() -> publish(context, batch, split));
  }

  private Dataset<Row> events(Lake lake, Batch batch) {
    if (batch.plan() instanceof Plan.Rebuild rebuild) {
      return alive(lake.table(view.from()).at(rebuild.inputs().get(view.from()).version()));
    }
    throw new IllegalArgumentException(
        "A feature view is only rebuilt, but the plan is " + batch.plan().mode() + ".");
  }

  /** Rows that their source deleted stay in silver, marked; those of before the mark have none. */
  private static Dataset<Row> alive(Dataset<Row> rows) {
    return List.of(rows.columns()).contains(DELETED)
        ? rows.filter(
            functions.not(functions.coalesce(functions.col(DELETED), functions.lit(false))))
        : rows;
  }

  private Published publishScaled(
      StageContext context, Batch batch, Dataset<Row> split, Scaling scaling) {
    Lake lake = context.lake();
    try (Staging staging = lake.staging(view.name(), batch.number(), batch.run())) {
      split.write().mode("overwrite").parquet(staging.path());
      Dataset<Row> staged = lake.spark().read().schema(split.schema()).parquet(staging.path());
      FittedScaling fitted = scaling.fit(staged);
      new ModelStore(lake).save(fitted, batch);
      Published published = publish(context, batch, fitted.apply(staged));
      staging.sweep();
      return published;
    }
  }

  private Published publish(StageContext context, Batch batch, Dataset<Row> rows) {
    return context
        .writer()
        .publish(batch, Candidate.whole(rows, new Publication.ReplaceAll(), layout(), Map.of()));
  }

  private TableLayout layout() {
    List<String> pruned =
        Stream.concat(view.entity().keySet().stream(), Stream.of(WindowedAggregates.EVENT_TIME))
            .toList();
    return new TableLayout(List.of(), pruned, Map.of());
  }
}
