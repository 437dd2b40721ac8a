package io.ingot.tests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The costs of clean and dirty batches by table, and how they compare. */
final class DirtScores {
  private static final String LINE = "%-16s %-6s %9s %9s%n";

  private final Map<String, Map<String, List<Cost>>> costs = new TreeMap<>();

  void add(String table, String kind, Cost cost) {
    costs
        .computeIfAbsent(table, unseen -> new TreeMap<>())
        .computeIfAbsent(kind, unseen -> new ArrayList<>())
        .add(cost);
  }

  /**
   * Whether no table's dirty batch takes more processor time than so many times the clean one's.
   */
  boolean keepWithin(double ratio) {
    return costs.keySet().stream().allMatch(table -> ratio(table, Cost::cpuSeconds) <= ratio);
  }

  /** Medians by table, and the ratios of dirty to clean. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(LINE.formatted("", "batch", "wall s", "CPU s"));
    for (String name : costs.keySet()) {
      for (String kind : List.of("clean", "dirty")) {
        Cost cost = median(name, kind);
        table.append(
            LINE.formatted(name, kind, decimal(cost.wallSeconds()), decimal(cost.cpuSeconds())));
      }
      table.append(
          LINE.formatted(
              name,
              "ratio",
              decimal(ratio(name, Cost::wallSeconds)),
              decimal(ratio(name, Cost::cpuSeconds))));
    }
    return table.toString();
  }

  private double ratio(String table, ToDoubleFunction<Cost> figure) {
    return figure.applyAsDouble(median(table, "dirty"))
        / figure.applyAsDouble(median(table, "clean"));
  }

  private Cost median(String table, String kind) {
    return Cost.median(costs.get(table).get(kind));
  }

  private static String decimal(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure);
  }
}
