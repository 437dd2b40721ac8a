package io.ingot.tests.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each way of joining took, and how many times as much as Ingot's on even keys. */
final class AsofScores {
  private static final String LINE = "%-12s %-5s %9s %9s %9s %9s%n";

  private final Map<List<String>, List<Cost>> costs = new LinkedHashMap<>();

  void add(AsofWay way, String keys, Cost cost) {
    costs.computeIfAbsent(List.of(way.word(), keys), unseen -> new ArrayList<>()).add(cost);
  }

  /** Medians in the order in which they were first added. */
  String table() {
    Cost ours = Cost.median(costs.get(List.of(AsofWay.INGOT.word(), "even")));
    StringBuilder table = new StringBuilder();
    table.append(LINE.formatted("", "keys", "wall s", "CPU s", "wall", "CPU"));
    costs.forEach(
        (what, runs) -> {
          Cost cost = Cost.median(runs);
          table.append(
              LINE.formatted(
                  what.get(0),
                  what.get(1),
                  decimal(cost.wallSeconds()),
                  decimal(cost.cpuSeconds()),
                  decimal(cost.wallSeconds() / ours.wallSeconds()) + "x",
                  decimal(cost.cpuSeconds() / ours.cpuSeconds()) + "x"));
        });
    return table.toString();
  }

  private static String decimal(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure);
  }
}
