package io.ingot.etl.silver;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.GapException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.LastBatch;
import io.ingot.core.run.StageContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides which bronze batches a silver table takes next. */
final class SilverPlan {
  private SilverPlan() {}

  static Plan of(SilverTable declared, StageContext context) {
    Lake lake = context.lake();
    Map<TableName, Pin> inputs = new TreeMap<>();
    declared.inputs().forEach(input -> inputs.put(input, Pin.of(lake.table(input).state())));
    String awaited =
        inputs.entrySet().stream()
            .filter(input -> input.getValue().batch() < 0)
            .map(input -> input.getKey().toString())
            .collect(Collectors.joining(", "));
    if (!awaited.isEmpty()) {
      return new Plan.NothingToDo("waits for " + awaited);
    }
    Pin now = inputs.get(declared.from());
    TableState state = lake.table(declared.name()).state();
    Optional<Plan.Advance> begun = halfPublished(declared, lake, state);
    if (begun.isPresent()) {
      requireSameTable(declared, begun.get().to(), now);
      return begun.get();
    }
    if (state.batch() < 0) {
      return new Plan.Advance(
          declared.from(), new Pin(now.tableId(), -1, -1), inputs, "first batch");
    }
    LastBatch last = LastBatch.of(declared.name(), state, context);
    Pin read =
        last.pin(declared.from())
            .orElseThrow(
                () ->
                    new GapException(
                        "Cannot tell which batches of "
                            + declared.from()
                            + " are in "
                            + declared.name()
                            + ": the log entry of its batch "
                            + state.batch()
                            + " is gone, and so is its plan. Going on could lose or double rows;"
                            + " restore _ingot/plans from a backup."));
    requireSameTable(declared, read, now);
    if (read.batch() == now.batch()) {
      return new Plan.NothingToDo("up to date");
    }
    return new Plan.Advance(
        declared.from(),
        read,
        inputs,
        declared.from()
            + (now.batch() - read.batch() == 1
                ? " has batch " + now.batch()
                : " has batches " + (read.batch() + 1) + ".." + now.batch())
            + (last.definition().equals(Optional.of(declared.definitionHash()))
                ? ""
                : "; the contract changed and holds from here on"));
  }

  /** The plan of a batch whose quarantine is in and whose table is not: no other may follow. */
  private static Optional<Plan.Advance> halfPublished(
      SilverTable declared, Lake lake, TableState state) {
    LakeTable quarantine = lake.table(declared.name().quarantine());
    return quarantine.state().batch() < state.nextBatch()
        ? Optional.empty()
        : BatchRecord.of(quarantine, state.generation(), state.nextBatch())
            .map(record -> (Plan.Advance) record.plan());
  }

  private static void requireSameTable(SilverTable declared, Pin read, Pin now) {
    if (!read.tableId().equals(now.tableId()) || now.batch() < read.batch()) {
      throw new GapException(
          "Cannot advance "
              + declared.name()
              + ": "
              + declared.from()
              + " is not the table that its batch "
              + read.batch()
              + " was read from; it was re-created or rolled back. Delete "
              + declared.name()
              + " and its quarantine too, so that both start anew, or restore the former table.");
    }
  }
}
