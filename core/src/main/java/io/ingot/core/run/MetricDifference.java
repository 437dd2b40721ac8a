package io.ingot.core.run;

import io.ingot.core.project.TableName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One thing that two runs measured differently of a table.
 *
 * @param metric what was measured, such as {@code read}, {@code null_ratio} or {@code input
 *     silver.sales}
 * @param before as the one run has it; empty where it did not measure it
 * @param after as the other run has it; empty where it did not measure it
 * @param change what was added, for numbers that both have
 */
public record MetricDifference(
    TableName table,
    String metric,
    Optional<String> before,
    Optional<String> after,
    Optional<BigDecimal> change) {
  private static final int DIGITS = 6;

  public MetricDifference {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(change, "change");
  }

  /** All differences between two runs, by table in the order of the runs. */
  public static List<MetricDifference> between(RunRecord one, RunRecord other) {
    Map<TableName, Map<String, String>> before = measured(one);
    Map<TableName, Map<String, String>> after = measured(other);
    Set<TableName> tables = new LinkedHashSet<>(before.keySet());
    tables.addAll(after.keySet());
    List<MetricDifference> differences = new ArrayList<>();
    for (TableName table : tables) {
      Map<String, String> was = before.getOrDefault(table, Map.of());
      Map<String, String> is = after.getOrDefault(table, Map.of());
      Set<String> metrics = new LinkedHashSet<>(was.keySet());
      metrics.addAll(is.keySet());
      metrics.stream()
          .filter(metric -> !Objects.equals(was.get(metric), is.get(metric)))
          .map(metric -> of(table, metric, was.get(metric), is.get(metric)))
          .forEach(differences::add);
    }
    return differences;
  }

  private static MetricDifference of(TableName table, String metric, String was, String is) {
    Optional<BigDecimal> change =
        number(was).flatMap(from -> number(is).map(to -> to.subtract(from)));
    return new MetricDifference(
        table, metric, Optional.ofNullable(was), Optional.ofNullable(is), change);
  }

  private static Optional<BigDecimal> number(String text) {
    return Optional.ofNullable(text)
        .filter(value -> value.matches("-?\\d+(\\.\\d+)?"))
        .map(BigDecimal::new);
  }

  private static Map<TableName, Map<String, String>> measured(RunRecord run) {
    Map<TableName, Map<String, String>> measured = new LinkedHashMap<>();
    run.stages().forEach(stage -> measured.put(stage.table(), measured(stage)));
    return measured;
  }

  /** Of a stage that published nothing only how it ended. */
  private static Map<String, String> measured(StageRecord stage) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("outcome", stage.outcome());
    if (stage.batches().isEmpty()) {
      return values;
    }
    values.put("read", String.valueOf(stage.read()));
    values.put("written", String.valueOf(stage.written()));
    values.put("duplicates", String.valueOf(stage.duplicates()));
    values.put("quarantined", String.valueOf(stage.quarantined()));
    ratio(stage.duplicateRatio()).ifPresent(text -> values.put("duplicate_ratio", text));
    ratio(stage.nulls().ratio()).ifPresent(text -> values.put("null_ratio", text));
    stage.version().ifPresent(version -> values.put("version", String.valueOf(version)));
    stage.inputs().forEach((table, version) -> values.put("input " + table, version.toString()));
    return values;
  }

  private static Optional<String> ratio(OptionalDouble ratio) {
    return ratio.isEmpty()
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(ratio.getAsDouble())
                .setScale(DIGITS, RoundingMode.HALF_UP)
                .toPlainString());
  }
}
