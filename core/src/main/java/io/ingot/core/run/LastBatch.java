package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table's last committed batch read, by its commit or, once the log is cleaned, by the plan
 * that was kept.
 *
 * @param inputs the tables that it read, pinned; empty when neither tells any more
 * @param definition digest of the declaration by which it was made; empty when not told any more
 * @param at when the run began that made it; empty when not told any more
 */
public record LastBatch(
    Map<TableName, Pin> inputs, Optional<String> definition, Optional<Instant> at) {
  public LastBatch {
    inputs = Map.copyOf(inputs);
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(at, "at");
  }

  /**
   * Looks up the last batch of a table that has one.
   *
   * @param state the table now
   */
  public static LastBatch of(TableName table, TableState state, StageContext context) {
    Optional<BatchRecord> record =
        BatchRecord.of(context.lake().table(table), state.generation(), state.batch());
    Map<TableName, Pin> inputs =
        record
            .map(BatchRecord::plan)
            .or(() -> context.plans().kept(table, state.generation(), state.batch()))
            .map(Plan::inputs)
            .orElse(Map.of());
    return new LastBatch(inputs, record.map(BatchRecord::definition), record.map(BatchRecord::at));
  }

  /** One input as the batch read it; empty when it did not, or it is not told any more. */
  public Optional<Pin> pin(TableName input) {
    return Optional.ofNullable(inputs.get(input));
  }
}
