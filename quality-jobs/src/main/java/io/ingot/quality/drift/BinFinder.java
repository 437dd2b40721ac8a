package io.ingot.quality.drift;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Drift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Finds the bins of columns by the rows of a baseline: one pass for all columns of numbers, by
 * quantiles, and one for all categories, by their most frequent values.
 */
final class BinFinder {
  /** Quantiles are found to a ten thousandth of the rows. */
  private static final int ACCURACY = 10_000;

  private BinFinder() {}

  /**
   * A column whose bins are sought.
   *
   * @param holds whether a row belongs to the baseline
   */
  record Sought(Subject subject, Column holds) {}

  /** The bins of each column, by its place in the list. */
  static List<Bins> of(Dataset<Row> rows, List<Sought> sought) {
    Map<Integer, Bins> found = new HashMap<>();
    List<Integer> numbers = places(sought, false);
    List<Integer> categories = places(sought, true);
    if (!numbers.isEmpty()) {
      found.putAll(ranges(rows, sought, numbers));
    }
    if (!categories.isEmpty()) {
      found.putAll(categories(rows, sought, categories));
    }
    return IntStream.range(0, sought.size()).mapToObj(found::get).toList();
  }

  private static List<Integer> places(List<Sought> sought, boolean category) {
    return IntStream.range(0, sought.size())
        .filter(i -> sought.get(i).subject().isCategory() == category)
        .boxed()
        .toList();
  }

  private static Map<Integer, Bins> ranges(
      Dataset<Row> rows, List<Sought> sought, List<Integer> places) {
    List<Column> quantiles = new ArrayList<>();
    for (int place : places) {
      Subject subject = sought.get(place).subject();
      Column value = subject.value();
      quantiles.add(
          percentile_approx(
                  when(sought.get(place).holds().and(not(isnan(value))), value),
                  levels(subject.drift().bins()),
                  lit(ACCURACY))
              .as("q" + place));
    }
    Row row = rows.agg(quantiles.get(0), quantiles.stream().skip(1).toArray(Column[]::new)).first();
    Map<Integer, Bins> found = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      List<Double> limits = row.isNullAt(i) ? List.of() : row.getList(i);
      boolean cumulative = sought.get(places.get(i)).subject().drift().method() == Drift.Method.KS;
      found.put(places.get(i), cumulative ? Ranges.around(limits) : Ranges.between(limits));
    }
    return found;
  }

  private static Column levels(int bins) {
    return array(
        IntStream.rangeClosed(0, bins)
            .mapToObj(level -> lit((double) level / bins))
            .toArray(Column[]::new));
  }

  private static Map<Integer, Bins> categories(
      Dataset<Row> rows, List<Sought> sought, List<Integer> places) {
    Column[] values =
        places.stream()
            .map(
                place ->
                    struct(
                        lit(place).as("place"),
                        lit(sought.get(place).subject().drift().bins()).as("most"),
                        when(sought.get(place).holds(), sought.get(place).subject().value())
                            .as("value")))
            .toArray(Column[]::new);
    Map<Integer, List<String>> kept = new HashMap<>();
    rows.select(explode(array(values)).as("s"))
        .select("s.*")
        .where(col("value").isNotNull())
        .groupBy("place", "most", "value")
        .count()
        .withColumn(
            "rank",
            row_number()
                .over(Window.partitionBy("place").orderBy(col("count").desc(), col("value").asc())))
        .where(col("rank").leq(col("most")))
        .orderBy("place", "rank")
        .select("place", "value")
        .collectAsList()
        .forEach(
            row ->
                kept.computeIfAbsent(row.getInt(0), unseen -> new ArrayList<>())
                    .add(row.getString(1)));
    Map<Integer, Bins> found = new HashMap<>();
    places.forEach(place -> found.put(place, new Categories(kept.getOrDefault(place, List.of()))));
    return found;
  }
}
