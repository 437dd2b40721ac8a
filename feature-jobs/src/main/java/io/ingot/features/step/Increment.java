package io.ingot.features.step;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.DeltaLoss;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.TableName;
import io.ingot.features.view.ViewColumns;
import io.ingot.features.view.ViewRows;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows by which a view's table follows its inputs.
 *
 * @param rows to append, by the columns of the table
 * @param lost why every entity was looked at, where the plan does not say so already
 */
public record Increment(Dataset<Row> rows, Optional<String> lost) {
  /** Said where the feed of an input does not tell its changes, so that all rows are compared. */
  public static final String LOST = "its changes are not kept, so every row is compared";

  public Increment {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(lost, "lost");
  }

  /**
   * Finds them.
   *
   * @param plan of the batch
   * @param lake as {@link Events#seen} gives it for the plan's inputs
   */
  public static Increment of(FeatureView view, Plan.Advance plan, Batch batch, Lake lake) {
    Dataset<Row> events = Events.of(view, lake, plan.inputs());
    ViewColumns.require(view, events.schema());
    LakeTable own = lake.table(view.name());
    Dataset<Row> table = own.at(own.state().version());
    Changes changes = new Changes(view, plan, batch, lake);
    Optional<Scope> marked = changes.marked();
    Scope scope = marked.orElseGet(changes::all);
    Dataset<Row> computed = ViewRows.of(scope.events(events), view);
    return new Increment(
        scope.corrections(computed, scope.known(table)),
        Optional.of(LOST).filter(why -> marked.isEmpty() && !plan.reason().contains(why)));
  }

  /** What changed between the versions of a plan. */
  private record Changes(FeatureView view, Plan.Advance plan, Batch batch, Lake lake) {
    /** Empty where a part of the history that tells it is gone. */
    Optional<Scope> marked() {
      try {
        return marks().map(marks -> Scope.Some.of(new Timeline(view), view, marks, lake));
      } catch (Exception e) {
        // Files that are gone show only when they are read.
        if (!DeltaLoss.isWhy(e)) {
          throw e;
        }
        return Optional.empty();
      }
    }

    Scope all() {
      return new Scope.All(new Timeline(view), at());
    }

    private Optional<Dataset<Row>> marks() {
      if (view.from().isPresent()) {
        TableName from = view.from().get();
        return lake.table(from)
            .told(plan.from().get(from).version(), plan.inputs().get(from).version())
            .map(feed -> Marks.of(feed, view));
      }
      Map<TableName, Pin> before = new HashMap<>(plan.inputs());
      before.putAll(plan.from());
      return Optional.of(
          Marks.of(
              Events.of(view, Events.seen(view, lake, before), before),
              Events.of(view, lake, plan.inputs()),
              at(),
              view));
    }

    /** When the inputs were committed as they are now. */
    private Instant at() {
      return plan.from().keySet().stream()
          .flatMap(
              input -> lake.table(input).committedAt(plan.inputs().get(input).version()).stream())
          .max(Instant::compareTo)
          .orElse(batch.at());
    }
  }
}
