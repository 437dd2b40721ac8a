package io.ingot.quality.metrics;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import io.ingot.core.run.TableStatus;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How many refused rows are open, by the logs of quarantines. */
final class OpenRows {
  private OpenRows() {}

  /** Of those of some tables that refuse rows. */
  static Map<TableName, Long> of(Collection<TableName> tables, Lake lake) {
    Map<TableName, Long> open = new TreeMap<>();
    tables.stream()
        .filter(table -> table.layer() == Layer.SILVER)
        .forEach(table -> open.put(table, TableStatus.of(table, lake).quarantined()));
    return open;
  }
}
