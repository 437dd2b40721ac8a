package io.ingot.tests.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The costs of all runs, as a table for people and as JSON for machines. */
final class Scores {
  private static final String LINE = "%-10s %8s %8s %8s %12s %12s   %s%n";

  private final Map<Contestant, List<Cost>> runs = new TreeMap<>();

  void add(Contestant contestant, Cost cost) {
    runs.computeIfAbsent(contestant, unseen -> new ArrayList<>()).add(cost);
  }

  /** One line a contestant: medians, and the ratios to the first, which is Ingot if it ran. */
  String table() {
    Contestant first = runs.keySet().iterator().next();
    Cost base = Cost.median(runs.get(first));
    StringBuilder table = new StringBuilder();
    table.append(
        LINE.formatted(
            "",
            "wall s",
            "CPU s",
            "peak MB",
            "wall/" + first.word(),
            "CPU/" + first.word(),
            "stages"));
    runs.forEach((who, costs) -> table.append(line(who, Cost.median(costs), base)));
    return table.toString();
  }

  private static String line(Contestant who, Cost cost, Cost base) {
    return LINE.formatted(
        who.word(),
        decimal("%.1f", cost.wallSeconds()),
        decimal("%.1f", cost.cpuSeconds()),
        decimal("%.0f", cost.peakMegabytes()),
        decimal("%.2f", cost.wallSeconds() / base.wallSeconds()),
        decimal("%.2f", cost.cpuSeconds() / base.cpuSeconds()),
        stages(cost));
  }

  private static String decimal(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  /** Writes the same and every single run. */
  void writeJson(Path file, Load load, Answer answer) throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("rows", load.rows());
    root.put("cores", Arena.CORES);
    root.put("heap", Arena.HEAP);
    root.put("java", System.getProperty("java.version"));
    root.put("silverRows", answer.silverRows());
    root.put("amount", answer.amount().toPlainString());
    root.put("goldRows", answer.gold().size());
    root.put("goldDigest", answer.goldDigest());
    Cost base = Cost.median(runs.values().iterator().next());
    root.put("ratiosTo", runs.keySet().iterator().next().word());
    Map<String, Object> contestants = new LinkedHashMap<>();
    runs.forEach((who, costs) -> contestants.put(who.word(), entry(costs, base)));
    root.put("contestants", contestants);
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private static Map<String, Object> entry(List<Cost> costs, Cost base) {
    Cost median = Cost.median(costs);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("median", figures(median));
    entry.put("wallRatio", rounded(median.wallSeconds() / base.wallSeconds()));
    entry.put("cpuRatio", rounded(median.cpuSeconds() / base.cpuSeconds()));
    entry.put("runs", costs.stream().map(Scores::figures).toList());
    return entry;
  }

  private static Map<String, Object> figures(Cost cost) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("wallSeconds", rounded(cost.wallSeconds()));
    figures.put("cpuSeconds", rounded(cost.cpuSeconds()));
    figures.put("peakMegabytes", Math.round(cost.peakMegabytes()));
    figures.put("stageSeconds", cost.stageSeconds());
    return figures;
  }

  private static double rounded(double figure) {
    return Math.round(figure * 100) / 100.0;
  }

  private static String stages(Cost cost) {
    return cost.stageSeconds().entrySet().stream()
        .map(stage -> stage.getKey() + " " + decimal("%.1f", stage.getValue()))
        .collect(Collectors.joining(", "));
  }
}
