package io.ingot.core.report;

import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the lake's measures tell of drift.
 *
 * @param byTable the columns that were looked at, by table
 * @param problem why nothing could be read
 */
record DriftLines(Map<TableName, List<DriftLine>> byTable, Optional<String> problem) {
  private static final Duration MEMORY = Duration.ofDays(90);
  private static final int MOST = 60;

  DriftLines {
    byTable = Map.copyOf(byTable);
  }

  /** The looks of the last 90 days before a moment. */
  static DriftLines of(Lake lake, Instant at) {
    try {
      Map<TableName, List<DriftLine>> lines = new HashMap<>();
      new MeasureLog(lake)
          .since(at.minus(MEMORY)).stream()
              .filter(one -> one.kind() == Measurement.Kind.DRIFT)
              .collect(
                  Collectors.groupingBy(
                      Measurement::table,
                      Collectors.groupingBy(Measurement::name, TreeMap::new, Collectors.toList())))
              .forEach(
                  (table, columns) ->
                      lines.put(
                          table,
                          columns.entrySet().stream()
                              .map(column -> line(column.getKey(), column.getValue()))
                              .toList()));
      return new DriftLines(lines, Optional.empty());
    } catch (RuntimeException e) {
      return new DriftLines(Map.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** The columns of a table, by method and name. */
  List<DriftLine> of(TableName table) {
    return byTable.getOrDefault(table, List.of());
  }

  private static DriftLine line(String name, List<Measurement> looks) {
    return new DriftLine(
        name,
        looks.subList(Math.max(0, looks.size() - MOST), looks.size()).stream()
            .map(DriftLines::point)
            .toList());
  }

  private static DriftLine.Point point(Measurement look) {
    return new DriftLine.Point(
        look.at(),
        look.ruling().orElse(Verdict.Ruling.PASSED).name().toLowerCase(Locale.ROOT),
        look.wanted().orElse(""),
        look.value().isPresent() ? Optional.of(look.value().getAsDouble()) : Optional.empty());
  }
}
