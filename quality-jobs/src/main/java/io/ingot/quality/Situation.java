package io.ingot.quality;

import io.ingot.core.project.TableName;
import io.ingot.quality.history.Trends;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table's checks are judged by beside its rows.
 *
 * @param example shows rows that break a check
 * @param trends what the table's measures were before
 * @param day the day on which it is judged
 * @param others the tables around it; empty where nothing is known of them
 */
record Situation(Example example, Trends trends, RunDay day, Optional<CrossBinding> others) {
  Situation {
    Objects.requireNonNull(example, "example");
    Objects.requireNonNull(trends, "trends");
    Objects.requireNonNull(day, "day");
    Objects.requireNonNull(others, "others");
  }

  /**
   * Of a table that was never measured, in a project that says nothing of days.
   *
   * @param keys columns that tell a person which row an example is; may be empty
   */
  static Situation plain(TableName table, List<String> keys) {
    return new Situation(
        new Example(keys, column -> false),
        Trends.unmeasured(table),
        new RunDay(Map.of(), Instant.EPOCH),
        Optional.empty());
  }

  /** The columns by which the files of the table that is judged lie apart. */
  List<String> partitionedBy() {
    return others.map(around -> Neighbours.partitions(around.others().table())).orElse(List.of());
  }
}
