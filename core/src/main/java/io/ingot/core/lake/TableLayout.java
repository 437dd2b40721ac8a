package io.ingot.core.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a table's files are laid out, decided when it is created.
 *
 * @param partitionBy columns that become folders
 * @param statistics columns that queries prune by, since statistics on others would only cost; for
 *     a small table none are named, and Delta chooses
 * @param properties further Delta table properties
 */
public record TableLayout(
    List<String> partitionBy, List<String> statistics, Map<String, String> properties) {
  /** Delta's name for the columns that statistics are kept on. */
  static final String STATISTICS = "delta.dataSkippingStatsColumns";

  /** Consumers of a change feed or of old versions have this long to catch up. */
  private static final Map<String, String> RETENTION =
      Map.of(
          "delta.logRetentionDuration", "interval 90 days",
          "delta.deletedFileRetentionDuration", "interval 30 days");

  public TableLayout {
    partitionBy = List.copyOf(partitionBy);
    statistics = List.copyOf(statistics);
    properties = Map.copyOf(properties);
  }

  /** Neither partitions nor chosen statistics. */
  static TableLayout plain() {
    return new TableLayout(List.of(), List.of(), Map.of());
  }

  /** All table properties for Delta. */
  Map<String, String> deltaProperties() {
    Map<String, String> all = new LinkedHashMap<>(RETENTION);
    if (!statistics.isEmpty()) {
      all.put(STATISTICS, String.join(",", statistics));
    }
    all.putAll(properties);
    return all;
  }
}
