package io.ingot.etl.gold;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.LastBatch;
import io.ingot.core.run.StageContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides whether a gold table is answered anew, in part or as a whole. */
final class GoldPlan {
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
      return new Plan.Rebuild(
          inputs, last.definition().isPresent() ? "the SQL changed" : "last inputs are not known");
    }
    List<TableName> changed = Plan.changed(last.inputs(), inputs);
    if (changed.isEmpty()) {
      return new Plan.NothingToDo("up to date");
    }
    return partial(declared, last, inputs, changed)
        .orElseGet(() -> new Plan.Rebuild(inputs, listed(changed) + " changed"));
  }

  /** Following the driver is right only while it is the one thing that changed. */
  private static Optional<Plan> partial(
      GoldTable declared, LastBatch last, Map<TableName, Pin> inputs, List<TableName> changed) {
    return declared
        .recompute()
        .map(GoldTable.Recompute::driver)
        .filter(driver -> changed.equals(List.of(driver)))
        .flatMap(
            driver ->
                last.pin(driver)
                    .filter(read -> read.tableId().equals(inputs.get(driver).tableId()))
                    .map(
                        read ->
                            new Plan.Advance(
                                Map.of(driver, read),
                                inputs,
                                "partitions that changed in " + driver)));
  }

  private static String listed(List<TableName> tables) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }
}
