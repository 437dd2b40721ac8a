package io.ingot.features;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Erasures;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable.CommittedBatch;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whether a view has to be computed again. Its rows follow from its input and its
 * declaration alone, so a rebuild is always safe, and when in doubt it is what is planned.
 */
final class FeaturePlan {
  private final FeatureView view;
  private final StageContext context;
  private final Lake lake;

  private FeaturePlan(FeatureView view, StageContext context) {
    this.view = view;
    this.context = context;
    this.lake = context.lake();
  }

  static Plan of(FeatureView view, StageContext context) {
    return new FeaturePlan(view, context).decide();
  }

  private Plan decide() {
    TableState input = lake.table(view.from()).state();
    if (input.batch() < 0) {
      return new Plan.NothingToDo("waits for " + view.from());
    }
    Map<TableName, Pin> inputs = Map.of(view.from(), Pin.of(input));
    TableState own = lake.table(view.name()).state();
    return reason(own, inputs)
        .<Plan>map(reason -> new Plan.Rebuild(inputs, reason))
        .orElseGet(() -> new Plan.NothingToDo("up to date"));
  }

  /** Why the view has to be computed; empty when it is up to date. */
  private Optional<String> reason(TableState own, Map<TableName, Pin> inputs) {
    if (own.batch() < 0) {
      return Optional.of("first batch");
    }
    Optional<CommittedBatch> committed =
        lake.table(view.name()).committed(own.generation(), own.batch());
    if (committed.isEmpty()) {
      return erased(Optional.empty()).or(() -> change(keptPlan(own), inputs));
    }
    BatchRecord last = Json.read(committed.get().record(), BatchRecord.class);
    return last.definition().equals(view.definitionHash())
        ? erased(Optional.of(last.at())).or(() -> change(Optional.of(last.plan()), inputs))
        : Optional.of("definition changed");
  }

  /** Rows that went without a batch since the last one was made. */
  private Optional<String> erased(Optional<Instant> last) {
    Set<TableName> since = new Erasures(lake).since(last);
    return Stream.of(view.name(), view.from())
        .filter(since::contains)
        .findFirst()
        .map(table -> "a subject was erased from " + table);
  }

  /** The last batch's plan from its file, where that was written for the declaration of today. */
  private Optional<Plan> keptPlan(TableState own) {
    TableState before =
        new TableState(
            own.version(),
            own.tableId(),
            own.generation(),
            own.batch() - 1,
            Map.of(),
            own.schema());
    return context
        .plans()
        .kept(view.name(), own.generation(), own.batch())
        .filter(
            plan ->
                context
                    .plans()
                    .planned(view.name(), before, view.definitionHash())
                    .equals(Optional.of(plan)));
  }

  private Optional<String> change(Optional<Plan> last, Map<TableName, Pin> now) {
    if (last.isPresent() && last.get() instanceof Plan.Rebuild rebuild) {
      return Plan.changed(rebuild.inputs(), now).stream()
          .findFirst()
          .map(input -> change(input, Optional.ofNullable(rebuild.inputs().get(input)), now));
    }
    return Optional.of("last inputs unknown");
  }

  private static String change(TableName input, Optional<Pin> last, Map<TableName, Pin> now) {
    Pin after = now.get(input);
    if (last.isEmpty() || !last.get().tableId().equals(after.tableId())) {
      return input + " is another table now";
    }
    long from = last.get().batch() + 1;
    if (after.batch() < from) {
      return input + " went back from batch " + last.get().batch() + " to " + after.batch();
    }
    return after.batch() == from
        ? input + " has new batch " + from
        : input + " has new batches " + from + ".." + after.batch();
  }
}
