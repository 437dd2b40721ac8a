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
import io.ingot.features.prepare.FittedScaling;
import io.ingot.features.prepare.ModelStore;
import io.ingot.features.prepare.Scaling;
import io.ingot.features.prepare.TimeSplit;
import io.ingot.features.step.Events;
import io.ingot.features.step.Increment;
import io.ingot.features.view.ViewColumns;
import io.ingot.features.view.ViewRows;
import io.ingot.features.view.ViewTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One feature view: computed as a whole from one version of its input, and published in place of
 * what was there; or brought after its input by rows that are added to the table. A view with
 * scaled features is always computed as a whole. It is staged, since it is read for the fit and
 * again for the result; its model is saved under the batch's number before the commit, so a
 * published batch always has one, and what a killed run left is overwritten by the next.
 */
final class FeatureStage implements Stage {
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
      Lake seen = Events.seen(view, context.lake(), batch.plan().inputs());
      return compute(context.seeing(seen), batch);
    } catch (ProjectException e) {
      // A newer version of the input may mend it, and a standing plan would never read that.
      context.plans().withdraw(batch);
      throw e;
    }
  }

  private Published compute(StageContext context, Batch batch) {
    if (batch.plan() instanceof Plan.Advance advance) {
      return advance(context, batch, advance);
    }
    Dataset<Row> events = events(context.lake(), batch);
    ViewColumns.require(view, events.schema());
    Dataset<Row> features = ViewRows.of(events, view);
    if (view.training().isEmpty()) {
      return publish(context, batch, features);
    }
    Training training = view.training().get();
    Dataset<Row> split = TimeSplit.of(features, training);
    return Scaling.of(view)
        .map(scaling -> publishScaled(context, batch, split, scaling))
        .orElseGet(() -> publish(context, batch, split));
  }

  private Published advance(StageContext context, Batch batch, Plan.Advance plan) {
    Increment increment = Increment.of(view, plan, batch, context.lake());
    return context
        .writer()
        .publish(
            increment.lost().map(why -> saying(batch, plan, why)).orElse(batch),
            Candidate.whole(increment.rows(), new Publication.Append(), layout(), Map.of()));
  }

  /** The batch with what was found out only when the rows were read. */
  private static Batch saying(Batch batch, Plan.Advance plan, String why) {
    return new Batch(
        batch.target(),
        batch.generation(),
        batch.number(),
        new Plan.Advance(plan.from(), plan.inputs(), plan.reason() + "; " + why),
        batch.definition(),
        batch.run(),
        batch.at());
  }

  private Dataset<Row> events(Lake lake, Batch batch) {
    if (batch.plan() instanceof Plan.Rebuild rebuild) {
      return Events.of(view, lake, rebuild.inputs());
    }
    throw new IllegalArgumentException(
        "A feature view is rebuilt or advanced, but the plan is " + batch.plan().mode() + ".");
  }

  private Published publishScaled(
      StageContext context, Batch batch, Dataset<Row> split, Scaling scaling) {
    Lake lake = context.lake();
    try (Staging staging = lake.staging(view.name(), batch.number(), batch.run())) {
      lake.words().doing("compute rows from " + batch.plan().reads() + " and stage them");
      split.write().mode("overwrite").parquet(staging.path());
      Dataset<Row> staged = lake.spark().read().schema(split.schema()).parquet(staging.path());
      lake.words().doing("fit the scaling to the training rows");
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
        Stream.concat(view.entity().keySet().stream(), Stream.of(ViewTable.EVENT_TIME)).toList();
    // Whoever serves the view follows what was added to it.
    return new TableLayout(List.of(), pruned, Map.of("delta.enableChangeDataFeed", "true"));
  }
}
