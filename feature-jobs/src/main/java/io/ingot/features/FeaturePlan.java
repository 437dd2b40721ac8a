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
import io.ingot.features.step.Increment;
import io.ingot.features.view.ViewTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides whether a view has to be computed again, or can follow what its inputs gained. Its rows
 * follow from its inputs and its declaration alone, so a rebuild always gives the right values; but
 * it forgets what was believed before, so it is planned only where nothing else is right.
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
    Map<TableName, Pin> inputs = new TreeMap<>();
    for (TableName input : view.inputs()) {
      TableState state = lake.table(input).state();
      if (state.batch() < 0) {
        return new Plan.NothingToDo("waits for " + input);
      }
      inputs.put(input, Pin.of(state));
    }
    TableState own = lake.table(view.name()).state();
    if (own.batch() < 0) {
      return new Plan.Rebuild(inputs, "first batch");
    }
    Optional<CommittedBatch> committed =
        lake.table(view.name()).committed(own.generation(), own.batch());
    if (committed.isEmpty()) {
      return after(keptPlan(own), Optional.empty(), own, inputs);
    }
    BatchRecord last = Json.read(committed.get().record(), BatchRecord.class);
    return last.definition().equals(view.definitionHash())
        ? after(Optional.of(last.plan()), Optional.of(last.at()), own, inputs)
        : new Plan.Rebuild(inputs, "definition changed");
  }

  /**
   * What follows a batch of today's declaration.
   *
   * @param last its plan, where that is known
   * @param at when it was made, where that is known
   */
  private Plan after(
      Optional<Plan> last, Optional<Instant> at, TableState own, Map<TableName, Pin> inputs) {
    Optional<String> erased = erased(at);
    if (erased.isPresent()) {
      return new Plan.Rebuild(inputs, erased.get());
    }
    Optional<Map<TableName, Pin>> read = last.flatMap(FeaturePlan::read);
    if (read.isEmpty()) {
      return new Plan.Rebuild(inputs, "last inputs unknown");
    }
    List<TableName> changed = Plan.changed(read.get(), inputs);
    if (changed.isEmpty()) {
      return new Plan.NothingToDo("up to date");
    }
    Map<TableName, Pin> from = new TreeMap<>();
    changed.forEach(
        input -> Optional.ofNullable(read.get().get(input)).ifPresent(pin -> from.put(input, pin)));
    String reason =
        changed.stream()
            .map(input -> change(input, Optional.ofNullable(from.get(input)), inputs))
            .collect(Collectors.joining(", "));
    return grewOnly(from, inputs, changed) && view.training().isEmpty() && isTimed(own)
        ? new Plan.Advance(from, inputs, reason + untold(from, inputs))
        : new Plan.Rebuild(inputs, reason);
  }

  private static Optional<Map<TableName, Pin>> read(Plan last) {
    return Optional.of(last)
        .filter(plan -> plan instanceof Plan.Rebuild || plan instanceof Plan.Advance)
        .map(Plan::inputs);
  }

  /** Whether every input that changed is the table that it was, with more batches. */
  private static boolean grewOnly(
      Map<TableName, Pin> from, Map<TableName, Pin> now, List<TableName> changed) {
    return from.keySet().containsAll(changed)
        && from.entrySet().stream()
            .allMatch(
                input ->
                    now.get(input.getKey()).tableId().equals(input.getValue().tableId())
                        && now.get(input.getKey()).batch() > input.getValue().batch());
  }

  /** Whether the table has the columns by which a later row takes the place of another. */
  private static boolean isTimed(TableState own) {
    return Set.of(own.schema().fieldNames())
        .containsAll(List.of(ViewTable.VALID_FROM, ViewTable.KNOWN_TIME, ViewTable.DELETED));
  }

  private String untold(Map<TableName, Pin> from, Map<TableName, Pin> now) {
    return view.from()
        .filter(
            input ->
                lake.table(input)
                    .told(from.get(input).version(), now.get(input).version())
                    .isEmpty())
        .map(input -> "; " + Increment.LOST)
        .orElse("");
  }

  /** Rows that went without a batch since the last one was made. */
  private Optional<String> erased(Optional<Instant> last) {
    Set<TableName> since = new Erasures(lake).since(last);
    return Stream.concat(Stream.of(view.name()), view.inputs().stream())
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
