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
import io.ingot.etl.silver.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides which bronze batches a silver table takes next. */
public final class SilverPlan {
  /** Beyond that many batches it is cheaper to take them than to ask whether they hold a row. */
  private static final int LOOKED_AT = 20;

  private SilverPlan() {}

  static Plan of(SilverTable declared, StageContext context) {
    Lake lake = context.lake();
    Map<TableName, Pin> inputs = inputs(declared, lake);
    TableState state = lake.table(declared.name()).state();
    Optional<Plan> begun = begun(declared, state, inputs, context);
    if (begun.isPresent()) {
      return begun.get();
    }
    // One that never had a batch holds nothing yet; the others need not wait for it.
    inputs.values().removeIf(pin -> pin.batch() < 0);
    List<TableName> awaited =
        declared.inputs().stream().filter(input -> isAwaited(input, declared, inputs)).toList();
    if (!awaited.isEmpty()) {
      return new Plan.NothingToDo("waits for " + words(awaited));
    }
    List<String> changes = new TableSchema(declared, state.schema()).changes();
    return state.batch() < 0
        ? new Plan.Advance(fromTheStart(declared, inputs), inputs, "first batch")
        : next(declared, state, inputs, changes, context);
  }

  /**
   * A batch that takes nothing new from the tables that are followed.
   *
   * @param asked gives the plan, from the inputs that it is to carry
   */
  static Plan standing(
      SilverTable declared, StageContext context, Function<Map<TableName, Pin>, Plan> asked) {
    Map<TableName, Pin> inputs = inputs(declared, context.lake());
    TableState state = context.lake().table(declared.name()).state();
    Optional<Plan> begun = begun(declared, state, inputs, context);
    if (begun.isPresent()) {
      return begun.get();
    }
    if (state.batch() < 0) {
      return new Plan.NothingToDo("has no batch yet");
    }
    LastBatch last = known(declared, state, context);
    Map<TableName, Pin> standing = new TreeMap<>();
    for (TableName table : declared.inputs()) {
      Optional<Pin> read = last.pin(table);
      if (declared.from().contains(table)) {
        read.ifPresent(
            pin -> {
              requireSameTable(declared, table, pin, now(inputs, table));
              standing.put(table, pin);
            });
      } else if (inputs.get(table).batch() < 0) {
        return new Plan.NothingToDo("waits for " + table);
      } else {
        standing.put(table, inputs.get(table));
      }
    }
    return asked.apply(standing);
  }

  private static Map<TableName, Pin> inputs(SilverTable declared, Lake lake) {
    Map<TableName, Pin> inputs = new TreeMap<>();
    declared.inputs().forEach(input -> inputs.put(input, Pin.of(lake.table(input).state())));
    return inputs;
  }

  /** What stands half published, of the tables that it was read from. */
  private static Optional<Plan> begun(
      SilverTable declared, TableState state, Map<TableName, Pin> inputs, StageContext context) {
    Optional<Plan> begun = halfPublished(declared, context.lake(), state);
    begun
        .map(Plan::inputs)
        .orElse(Map.of())
        .forEach((input, read) -> requireSameTable(declared, input, read, now(inputs, input)));
    return begun;
  }

  /** A table that is referred to has to be there, and of those that are followed at least one. */
  private static boolean isAwaited(
      TableName input, SilverTable declared, Map<TableName, Pin> inputs) {
    return declared.from().contains(input)
        ? declared.from().stream().noneMatch(inputs::containsKey)
        : !inputs.containsKey(input);
  }

  private static Map<TableName, Pin> fromTheStart(
      SilverTable declared, Map<TableName, Pin> inputs) {
    Map<TableName, Pin> from = new TreeMap<>();
    declared.from().stream()
        .filter(inputs::containsKey)
        .forEach(table -> from.put(table, nothingOf(inputs.get(table))));
    return from;
  }

  private static Pin nothingOf(Pin now) {
    return new Pin(now.tableId(), -1, -1);
  }

  private static Plan next(
      SilverTable declared,
      TableState state,
      Map<TableName, Pin> inputs,
      List<String> changes,
      StageContext context) {
    LastBatch last = known(declared, state, context);
    Map<TableName, Pin> from = new TreeMap<>();
    List<String> news = new ArrayList<>();
    for (TableName table : declared.from()) {
      Optional<Pin> now = now(inputs, table);
      Optional<Pin> before = last.pin(table);
      before.ifPresent(read -> requireSameTable(declared, table, read, now));
      now.ifPresent(pin -> from.put(table, before.orElseGet(() -> nothingOf(pin))));
      now.filter(pin -> brings(context.lake().table(table), from.get(table), pin))
          .ifPresent(pin -> news.add(news(table, from.get(table), pin)));
    }
    if (news.isEmpty()) {
      return new Plan.NothingToDo("up to date");
    }
    return new Plan.Advance(
        from,
        inputs,
        String.join("; ", news)
            + (last.definition().equals(Optional.of(declared.definitionHash()))
                ? ""
                : changes.stream()
                    .map(change -> "; " + change)
                    .collect(
                        Collectors.joining(
                            "", "; the contract changed and holds from here on", ""))));
  }

  /** The last batch, which has to tell what it read. */
  private static LastBatch known(SilverTable declared, TableState state, StageContext context) {
    LastBatch last = LastBatch.of(declared.name(), state, context);
    if (last.inputs().isEmpty()) {
      throw new GapException(
          "Cannot tell which batches of "
              + words(declared.from())
              + " are in "
              + declared.name()
              + ": the log entry of its batch "
              + state.batch()
              + " is gone, and so is its plan. Going on could lose or double rows; restore"
              + " _ingot/plans from a backup.");
    }
    return last;
  }

  /**
   * Whether there are rows among the new batches of a table. A source that was asked and had
   * nothing to tell moves on by a batch without rows; those are taken with the next that has some.
   */
  private static boolean brings(LakeTable bronze, Pin read, Pin now) {
    int generation = bronze.state().generation();
    for (long batch = now.batch(); batch > read.batch(); batch--) {
      Optional<BatchRecord> record =
          now.batch() - batch < LOOKED_AT
              ? BatchRecord.of(bronze, generation, batch)
              : Optional.empty();
      if (record.filter(told -> told.counts().written() == 0).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String news(TableName table, Pin read, Pin now) {
    return table
        + (now.batch() - read.batch() == 1
            ? " has batch " + now.batch()
            : " has batches " + (read.batch() + 1) + ".." + now.batch());
  }

  private static String words(List<TableName> tables) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }

  /** The plan of a batch whose quarantine is in and whose table is not: no other may follow. */
  private static Optional<Plan> halfPublished(SilverTable declared, Lake lake, TableState state) {
    LakeTable quarantine = lake.table(declared.name().quarantine());
    return quarantine.state().batch() < state.nextBatch()
        ? Optional.empty()
        : BatchRecord.of(quarantine, state.generation(), state.nextBatch()).map(BatchRecord::plan);
  }

  private static Optional<Pin> now(Map<TableName, Pin> inputs, TableName table) {
    return Optional.ofNullable(inputs.get(table));
  }

  private static void requireSameTable(
      SilverTable declared, TableName input, Pin read, Optional<Pin> now) {
    boolean same =
        now.filter(pin -> pin.tableId().equals(read.tableId()) && pin.batch() >= read.batch())
            .isPresent();
    if (!same) {
      throw new GapException(
          "Cannot advance "
              + declared.name()
              + ": "
              + input
              + " is not the table that its batch "
              + read.batch()
              + " was read from; it was re-created or rolled back. Delete "
              + declared.name()
              + " and its quarantine too, so that both start anew, or restore the former table.");
    }
  }
}
