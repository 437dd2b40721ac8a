package io.ingot.core.batch;

import io.ingot.core.lake.TableState;
import java.util.Objects;

/**
 * A table at one moment, so that every retry reads the same rows.
 *
 * @param tableId Delta's id of the table; another id is another table
 * @param batch the last batch that is in
 * @param version the Delta version that is read
 */
public record Pin(String tableId, long batch, long version) {
  public Pin {
    Objects.requireNonNull(tableId, "tableId");
  }

  /** The table as it is now. */
  public static Pin of(TableState state) {
    return new Pin(state.tableId(), state.batch(), state.version());
  }
}
