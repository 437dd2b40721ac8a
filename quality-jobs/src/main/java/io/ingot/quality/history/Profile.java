package io.ingot.quality.history;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;

/**
 * What a table holds at one of its versions.
 *
 * @param at when it was looked at
 * @param rows how many it has
 * @param columns in their order, those that Ingot adds left out
 */
record Profile(TableName table, long version, Instant at, long rows, List<Facts> columns) {
  Profile {
    columns = List.copyOf(columns);
  }
}
