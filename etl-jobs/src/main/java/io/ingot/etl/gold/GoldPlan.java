package io.ingot.etl.gold;

import static java.util.function.Predicate.not;

import io.ingot.core.batch.Erasures;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Recompute;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import io.ingot.core.run.LastBatch;
import io.ingot.core.run.StageContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides whether a gold table is answered anew, in part or as a whole. */
final class GoldPlan {
  private static final String LOST = "last inputs are not known";

  private GoldPlan() {}

  static Plan of(GoldTable declared, StageContext context) {
    Lake lake = context.lake();
    Map<TableName, Pin> inputs = new TreeMap<>();
    declared.inputs().forEach(input -> inputs.put(input, Pin.of(lake.table(input).state())));
    List<TableName> awaited =
        inputs.keySet().stream().filter(input -> inputs.get(input).batch() < 0).toList();
    if (!awaited.isEmpty()) {
      return new Plan.NothingToDo("waits for " + listed(awaited));
    }
    TableState state = lake.table(declared.name()).state();
    if (state.batch() < 0) {
      return new Plan.Rebuild(inputs, "first batch");
    }
    LastBatch last = LastBatch.of(declared.name(), state, context);
    if (!last.definition().equals(Optional.of(declared.definitionHash()))) {
      return new Plan.Rebuild(inputs, last.definition().map(old -> changed(declared)).orElse(LOST));
    }
    List<TableName> erased = erased(declared, last, lake);
    if (!erased.isEmpty()) {
      return new Plan.Rebuild(inputs, "a subject was erased from " + listed(erased));
    }
    List<TableName> changed = Plan.changed(last.inputs(), inputs);
    if (changed.isEmpty()) {
      return new Plan.NothingToDo("up to date");
    }
    return declared.recompute().isEmpty()
        ? new Plan.Rebuild(inputs, listed(changed) + " changed")
        : followed(declared, last, inputs, changed);
  }

  /** Rows that went without a batch touch what no rule can tell any more. */
  private static List<TableName> erased(GoldTable declared, LastBatch last, Lake lake) {
    Set<TableName> since = new Erasures(lake).since(last.at());
    return Stream.concat(Stream.of(declared.name()), declared.inputs().stream())
        .filter(since::contains)
        .toList();
  }

  private static String changed(GoldTable declared) {
    return (declared.transform().isPresent() ? "the transform" : "the SQL")
        + (declared.recompute().isEmpty() ? " changed" : " or its recompute rules changed");
  }

  /** Following the drivers is right only while nothing else changed. */
  private static Plan followed(
      GoldTable declared, LastBatch last, Map<TableName, Pin> inputs, List<TableName> changed) {
    Set<TableName> drivers =
        declared.recompute().stream().map(Recompute::driver).collect(Collectors.toSet());
    List<TableName> others = changed.stream().filter(not(drivers::contains)).toList();
    if (!others.isEmpty()) {
      return new Plan.Rebuild(inputs, listed(others) + " changed, which no recompute rule follows");
    }
    Map<TableName, Pin> from = new HashMap<>();
    changed.forEach(
        driver ->
            last.pin(driver)
                .filter(read -> read.tableId().equals(inputs.get(driver).tableId()))
                .ifPresent(read -> from.put(driver, read)));
    List<TableName> replaced = changed.stream().filter(not(from::containsKey)).toList();
    if (!replaced.isEmpty()) {
      return new Plan.Rebuild(inputs, listed(replaced) + " was made anew");
    }
    String touched = declared.write().mode() == Write.Mode.MERGE ? "keys" : "partitions";
    return new Plan.Advance(from, inputs, touched + " that changed in " + listed(changed));
  }

  private static String listed(List<TableName> tables) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }
}
