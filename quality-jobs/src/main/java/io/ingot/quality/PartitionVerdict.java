package io.ingot.quality;

import io.ingot.core.batch.Sample;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Bounds;
import io.ingot.core.project.Check;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.Statistic;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a check says of one partition.
 *
 * @param values of the partition's columns
 */
record PartitionVerdict(List<Object> values, Verdict verdict) {
  private static final int MOST_NAMED = 3;
  private static final int MOST_SHOWN = 20;

  /** Those that are worst, the worst first; none where all are as they should be. */
  static List<PartitionVerdict> worst(Check check, List<PartitionVerdict> all) {
    return all.stream()
        .filter(PartitionVerdict::isBroken)
        .sorted(
            Comparator.<PartitionVerdict>comparingInt(one -> -one.verdict.ruling().ordinal())
                .thenComparing(one -> -one.distance(check))
                .thenComparing(one -> String.valueOf(one.values)))
        .limit(MOST_NAMED)
        .toList();
  }

  /**
   * The verdict on all of them.
   *
   * @param by the columns of the partitions
   * @param worst of them, with the rows that broke the check
   */
  static Verdict of(
      Check check,
      List<String> by,
      List<PartitionVerdict> all,
      List<PartitionVerdict> worst,
      Example example) {
    String many = Words.count(all.size()) + (all.size() == 1 ? " partition" : " partitions");
    long broken = all.stream().filter(PartitionVerdict::isBroken).count();
    if (worst.isEmpty()) {
      return said(check, Ruling.PASSED, (all.isEmpty() ? "" : "all of ") + many);
    }
    Verdict first = worst.get(0).verdict;
    String named =
        worst.stream()
            .map(one -> one.named(by, example) + ": " + one.verdict.measured())
            .collect(Collectors.joining("; "));
    Verdict verdict =
        said(check, first.ruling(), Words.count(broken) + " of " + many + " broken, " + named);
    List<Sample> samples =
        worst.stream().flatMap(one -> one.verdict.samples().stream()).limit(MOST_SHOWN).toList();
    Verdict shown = verdict.breaking(samples);
    Verdict measured =
        first.value().isPresent() ? shown.measuring(first.value().getAsDouble()) : shown;
    return first.wanted().map(measured::wanting).orElse(measured);
  }

  private static Verdict said(Check check, Ruling ruling, String measured) {
    return Verdict.of(check.words() + " on partition", ruling, measured);
  }

  private boolean isBroken() {
    return verdict.ruling() == Ruling.WARNED || verdict.ruling() == Ruling.REFUSED;
  }

  private String named(List<String> by, Example example) {
    Map<String, Optional<String>> named = new LinkedHashMap<>();
    for (int i = 0; i < by.size(); i++) {
      String column = by.get(i);
      named.put(
          column,
          Optional.ofNullable(values.get(i))
              .map(value -> example.hides(column) ? Sample.HIDDEN : value.toString()));
    }
    return new Sample(named).describe();
  }

  /** How far what was measured is from what is wanted; of a share, from a whole. */
  private double distance(Check check) {
    if (verdict.value().isEmpty()) {
      return 0;
    }
    double value = verdict.value().getAsDouble();
    if (check instanceof Statistic statistic) {
      Bounds bounds = statistic.bounds();
      return outside(value, bounds.min(), bounds.max());
    }
    if (check instanceof CountCheck.Rows rows) {
      return outside(
          value,
          rows.range().min().map(BigDecimal::valueOf),
          rows.range().max().map(BigDecimal::valueOf));
    }
    return 1 - value;
  }

  private static double outside(double value, Optional<BigDecimal> min, Optional<BigDecimal> max) {
    return Math.max(
        min.map(least -> least.doubleValue() - value).orElse(0.0),
        max.map(most -> value - most.doubleValue()).orElse(0.0));
  }
}
