package io.ingot.core.run;

import io.ingot.core.batch.Pin;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which state of its inputs a table was computed from.
 *
 * @param table the table
 * @param batch number of its last batch; -1 for none
 * @param generation the table's line of batches
 * @param version Delta version; -1 for a table that is not there yet
 * @param reads its inputs as that batch read them; none where nothing tells any more
 */
public record InputState(
    TableName table, long batch, int generation, long version, Map<TableName, Pin> reads) {
  public InputState {
    Objects.requireNonNull(table, "table");
    reads = Collections.unmodifiableMap(new TreeMap<>(reads));
  }

  static InputState of(Table table, StageContext context) {
    TableState state = context.lake().table(table.name()).state();
    return new InputState(
        table.name(),
        state.batch(),
        state.generation(),
        state.version(),
        state.batch() < 0 ? Map.of() : LastBatch.of(table.name(), state, context).inputs());
  }
}
