package io.ingot.etl.upkeep;

import io.ingot.core.lake.TableState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When a table was seen to last.
 *
 * @param tableId Delta's id of it; another table of that name was never seen to
 * @param optimized when its files were looked at, and put together where that was worth it
 * @param batch its last batch then; -1 for none
 * @param ordered up to when files are in order, by the store's clock in milliseconds; -1 for none
 * @param vacuumed when what no version needs was removed
 * @param vacuumedBatch its last batch then; -1 for none
 */
record Mark(
    String tableId,
    Optional<Instant> optimized,
    long batch,
    long ordered,
    Optional<Instant> vacuumed,
    long vacuumedBatch) {
  Mark {
    Objects.requireNonNull(tableId, "tableId");
    Objects.requireNonNull(optimized, "optimized");
    Objects.requireNonNull(vacuumed, "vacuumed");
  }

  static Mark never(TableState state) {
    return new Mark(state.tableId(), Optional.empty(), -1, -1, Optional.empty(), -1);
  }

  Mark optimized(Instant now, long lastBatch) {
    return new Mark(tableId, Optional.of(now), lastBatch, ordered, vacuumed, vacuumedBatch);
  }

  Mark ordered(long upTo) {
    return new Mark(tableId, optimized, batch, upTo, vacuumed, vacuumedBatch);
  }

  Mark vacuumed(Instant now, long lastBatch) {
    return new Mark(tableId, optimized, batch, ordered, Optional.of(now), lastBatch);
  }
}
