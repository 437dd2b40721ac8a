package io.ingot.core.cli;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.run.TableMetrics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What tables' last batches measured, as a person reads it. */
final class MetricsTable {
  private MetricsTable() {}

  static void print(List<TableMetrics> tables, OutputFormat output, Console console) {
    if (output == OutputFormat.JSON) {
      console.line(Json.pretty(tables));
      return;
    }
    console.table(
        List.of(
            "table",
            "read",
            "written",
            "duplicates",
            "quarantined",
            "duplicate ratio",
            "null ratio",
            "rows before",
            "rows after",
            "version",
            "made of",
            "run"),
        tables.stream().map(MetricsTable::row).toList());
  }

  private static List<String> row(TableMetrics metrics) {
    return List.of(
        metrics.table().toString(),
        count(metrics, Counts::read),
        count(metrics, Counts::written),
        count(metrics, Counts::duplicates),
        count(metrics, Counts::quarantined),
        ratio(metrics.duplicateRatio()),
        ratio(metrics.nullRatio()),
        number(metrics.rowsBefore()),
        number(metrics.rowsAfter()),
        metrics.version().isEmpty() ? "-" : String.valueOf(metrics.version().getAsLong()),
        made(metrics),
        metrics.run().orElse("-"));
  }

  private static String made(TableMetrics metrics) {
    return metrics.inputs().isEmpty()
        ? metrics.window().orElse("-")
        : metrics.inputs().entrySet().stream()
            .map(input -> input.getKey() + "@" + input.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String count(TableMetrics metrics, ToLongFunction<Counts> part) {
    return metrics
        .counts()
        .map(counts -> String.format(Locale.ROOT, "%,d", part.applyAsLong(counts)))
        .orElse("-");
  }

  private static String number(OptionalLong rows) {
    return rows.isEmpty() ? "-" : String.format(Locale.ROOT, "%,d", rows.getAsLong());
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4f", ratio.getAsDouble());
  }
}
