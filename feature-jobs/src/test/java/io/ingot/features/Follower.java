package io.ingot.features;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.Platform;
import io.ingot.core.project.Project;
import io.ingot.core.project.Retry;
import io.ingot.core.project.Serving;
import io.ingot.core.project.Watching;
import io.ingot.core.run.StageContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A view whose stage is run as a run does it, without the runner around it. */
record Follower(Lake lake, FeatureView view) {
  /** Plans the next batch, or takes the plan that stands, and runs it. */
  Published follow(Gate... gates) {
    StageContext context = context(gates);
    Batch batch = context.plans().writeAhead(next(plan()));
    return new FeatureStage(view).run(context, batch);
  }

  Plan plan() {
    return new FeatureStage(view).plan(context());
  }

  Batch next(Plan plan) {
    TableState state = lake.table(view.name()).state();
    return new Batch(
        view.name(),
        state.generation(),
        state.nextBatch(),
        plan,
        view.definitionHash(),
        "run-" + state.nextBatch(),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** All rows of the view's table. */
  Dataset<Row> rows() {
    return lake.table(view.name()).at(lake.table(view.name()).state().version());
  }

  StageContext context(Gate... gates) {
    Project project =
        new Project(
            "shop",
            "test",
            Path.of(lake.location()),
            lake.location(),
            Map.of(),
            Map.of(view.name(), view),
            LeaseTerms.usual(),
            Maintain.unsaid(),
            Optional.empty(),
            Retry.usual(),
            Watching.nothing(),
            Serving.nothing(),
            Platform.usual());
    return new StageContext(project, lake, new Plans(lake), List.of(gates), Tenure.unshared());
  }
}
