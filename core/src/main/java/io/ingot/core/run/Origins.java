package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which batches of which tables a set of tables was computed from, over all the steps between, and
 * whether they agree on them. Tables that have read the same batches of all that they share belong
 * together; all is asked of their own commits, so it holds after a kill, after a run of a part, and
 * while another run is half done.
 */
final class Origins {
  /** Beyond that many batches silver takes them without asking whether they hold a row. */
  private static final int LOOKED_AT = 20;

  private final Project project;
  private final Lake lake;
  private final Plans plans;
  private final Map<Node, Map<TableName, Pin>> known = new HashMap<>();

  Origins(Project project, Lake lake) {
    this.project = project;
    this.lake = lake;
    this.plans = new Plans(lake);
  }

  /** Where the tables given disagree, in words; none where they belong together. */
  List<String> disagreements(Map<TableName, TableState> tables) {
    Map<TableName, Map<Pin, TableName>> read = new TreeMap<>();
    new TreeMap<>(tables)
        .forEach(
            (table, state) -> {
              // Who reads one of these tables has to have read what is served of it.
              note(table, Pin.of(state), table, read);
              reach(table, own(table, state), read);
            });
    List<String> disagreements = new ArrayList<>();
    read.forEach(
        (input, readers) -> {
          List<Map.Entry<Pin, TableName>> different = different(input, readers);
          if (different.size() > 1) {
            disagreements.add(describe(input, different));
          }
        });
    return disagreements;
  }

  private void reach(
      TableName reader, Map<TableName, Pin> inputs, Map<TableName, Map<Pin, TableName>> read) {
    Deque<Node> open = new ArrayDeque<>();
    inputs.forEach((input, pin) -> open.add(new Node(input, pin)));
    Set<Node> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (seen.add(node)) {
        note(node.table(), node.pin(), reader, read);
        known
            .computeIfAbsent(node, this::inputs)
            .forEach((input, pin) -> open.add(new Node(input, pin)));
      }
    }
  }

  private static void note(
      TableName input, Pin pin, TableName reader, Map<TableName, Map<Pin, TableName>> read) {
    // Upkeep gives a table versions that hold the same rows.
    Pin batch = new Pin(pin.tableId(), pin.batch(), 0);
    read.computeIfAbsent(input, unseen -> new HashMap<>()).putIfAbsent(batch, reader);
  }

  private Map<TableName, Pin> own(TableName table, TableState state) {
    return followed(
        table,
        BatchRecord.of(lake.table(table), state.generation(), state.batch())
            .map(BatchRecord::plan)
            .or(() -> plans.kept(table, state.generation(), state.batch())));
  }

  private Map<TableName, Pin> inputs(Node node) {
    if (node.table().layer() == Layer.BRONZE || node.pin().batch() < 0) {
      return Map.of();
    }
    return followed(node.table(), record(node.table(), node.pin().batch()).map(BatchRecord::plan));
  }

  /** A table that is only referred to may go on while those that refer to it have nothing to do. */
  private Map<TableName, Pin> followed(TableName table, Optional<Plan> plan) {
    Map<TableName, Pin> inputs = plan.map(Plan::inputs).orElse(Map.of());
    return project
        .table(table)
        .filter(SilverTable.class::isInstance)
        .map(declared -> ((SilverTable) declared).from())
        .map(
            from ->
                inputs.entrySet().stream()
                    .filter(input -> from.contains(input.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .orElse(inputs);
  }

  private Optional<BatchRecord> record(TableName table, long batch) {
    return lake.table(table)
        .carried(batch)
        .filter(commit -> !commit.record().isEmpty())
        .map(commit -> Json.read(commit.record(), BatchRecord.class));
  }

  private List<Map.Entry<Pin, TableName>> different(TableName input, Map<Pin, TableName> readers) {
    List<Map.Entry<Pin, TableName>> different = new ArrayList<>();
    readers.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(Comparator.comparing(Pin::tableId).thenComparing(Pin::batch)))
        .forEach(
            next -> {
              boolean same =
                  !different.isEmpty()
                      && isSame(input, different.get(different.size() - 1).getKey(), next.getKey());
              if (!same) {
                different.add(next);
              }
            });
    return different;
  }

  /** Silver passes over batches of a source that had nothing to tell. */
  private boolean isSame(TableName input, Pin early, Pin late) {
    if (input.layer() != Layer.BRONZE
        || !early.tableId().equals(late.tableId())
        || late.batch() - early.batch() > LOOKED_AT) {
      return false;
    }
    for (long batch = early.batch() + 1; batch <= late.batch(); batch++) {
      if (record(input, batch).filter(told -> told.counts().written() == 0).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static String describe(TableName input, List<Map.Entry<Pin, TableName>> different) {
    return different.stream()
        .map(
            reader ->
                reader.getValue().equals(input)
                    ? input + " is at batch " + reader.getKey().batch()
                    : reader.getValue()
                        + " is of batch "
                        + reader.getKey().batch()
                        + " of "
                        + input)
        .collect(Collectors.joining(", "));
  }

  private record Node(TableName table, Pin pin) {}
}
