package io.ingot.quality;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.CheckTerms.Level;
import io.ingot.core.project.Sane;
import io.ingot.core.project.Share;
import io.ingot.quality.SaneColumn.Vitals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Numbers are there, not always the same, within their range and seldom far outside the quartiles.
 * The quartiles are of a sketch that is made while the rows are written; how many numbers lie
 * beyond is counted by a second look at the written rows, and only where the least or the greatest
 * number says that there are any.
 */
record SaneRule(Sane check, Where where, List<SaneColumn> columns) implements Rule {
  @Override
  public List<Column> aggregates() {
    return Stream.concat(
            Stream.of(count(when(where.rows(), 1))),
            columns.stream().flatMap(column -> column.aggregates().stream()))
        .toList();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    long rows = findings.count(0);
    if (rows == 0) {
      return List.of(sound(Words.rows(0)));
    }
    Map<SaneColumn, Vitals> vitals = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      vitals.put(columns.get(i), columns.get(i).read(findings.measured(), 1 + i * SaneColumn.SIZE));
    }
    Map<SaneColumn, Long> outliers = outliers(findings, vitals);
    List<Verdict> broken = new ArrayList<>();
    columns.forEach(
        column ->
            broken.addAll(
                judge(column.name(), rows, vitals.get(column), outliers.getOrDefault(column, 0L))));
    return broken.isEmpty() ? List.of(sound(summary(rows, vitals))) : broken;
  }

  /** How many numbers of each column lie beyond its fences, by one look at the rows for all. */
  private Map<SaneColumn, Long> outliers(Findings findings, Map<SaneColumn, Vitals> vitals) {
    List<SaneColumn> doubtful =
        columns.stream().filter(column -> vitals.get(column).hasOutliers()).toList();
    if (doubtful.isEmpty()) {
      return Map.of();
    }
    Column[] counts =
        doubtful.stream().map(column -> column.outside(vitals.get(column))).toArray(Column[]::new);
    Row counted = findings.written().get().select(counts).first();
    return IntStream.range(0, doubtful.size())
        .boxed()
        .collect(Collectors.toMap(doubtful::get, counted::getLong));
  }

  private List<Verdict> judge(String column, long rows, Vitals vitals, long outliers) {
    List<Verdict> broken = new ArrayList<>();
    long values = vitals.values();
    long nulls = rows - values;
    if ((double) nulls / rows > check.nulls().value()) {
      broken.add(
          broken(
              column + " nulls",
              (double) nulls / rows,
              Words.share(nulls, rows) + " null or NaN (" + Words.count(nulls) + ")",
              "at most " + check.nulls()));
    }
    if (vitals.isConstant()) {
      broken.add(
          broken(
              column + " variance",
              0,
              "0, all " + Words.values(values) + " are the same",
              "more than 0"));
    }
    if (values > 0 && (double) outliers / values > check.outliers().value()) {
      broken.add(
          broken(
              column + " outliers",
              (double) outliers / values,
              beyond(outliers, values) + " beyond 3 interquartile ranges, counted in the rows",
              "at most " + check.outliers()));
    }
    if (vitals.outOfRange() > 0) {
      broken.add(
          broken(
              column + " range",
              (double) vitals.outOfRange() / values,
              beyond(vitals.outOfRange(), values) + " outside the range",
              range()));
    }
    return broken;
  }

  private static String beyond(long part, long values) {
    return Words.portion(part, values)
        + " of "
        + Words.values(values)
        + " ("
        + Words.count(part)
        + ")";
  }

  private Verdict broken(String what, double value, String measured, String wanted) {
    return Verdict.of(
            check.words() + ": " + what,
            check.level() == Level.ERROR ? Verdict.Ruling.REFUSED : Verdict.Ruling.WARNED,
            measured)
        .measuring(value)
        .wanting(wanted);
  }

  private Verdict sound(String measured) {
    Share outliers = check.outliers();
    return Verdict.of(check.words(), Verdict.Ruling.PASSED, measured)
        .wanting("nulls at most " + check.nulls() + ", outliers at most " + outliers);
  }

  private String summary(long rows, Map<SaneColumn, Vitals> vitals) {
    String flat =
        columns.stream()
            .filter(column -> vitals.get(column).values() > 0)
            .filter(column -> !vitals.get(column).hasSpread())
            .map(SaneColumn::name)
            .collect(Collectors.joining(", "));
    return Words.count(columns.size())
        + (columns.size() == 1 ? " column of " : " columns of ")
        + Words.rows(rows)
        + (flat.isEmpty() ? "" : ", outliers not told where quartiles are equal: " + flat);
  }

  private String range() {
    return Stream.of(
            check.min().map(min -> ">= " + min.toPlainString()).stream(),
            check.max().map(max -> "<= " + max.toPlainString()).stream())
        .flatMap(end -> end)
        .collect(Collectors.joining(" and "));
  }
}
