package io.ingot.core.run;

import io.ingot.core.lake.TableState;

/**
 * A table at the moment at which it was planned.
 *
 * @param tableId Delta's id; empty for a table that is not there
 * @param version Delta version, -1 for a table that is not there
 * @param generation the line of batches
 * @param batch the last batch, -1 for none
 */
record Footing(String tableId, long version, int generation, long batch) {
  static Footing of(TableState state) {
    return new Footing(state.tableId(), state.version(), state.generation(), state.batch());
  }

  String words() {
    return version < 0 ? "not there" : "at version " + version + " with batch " + batch;
  }
}
