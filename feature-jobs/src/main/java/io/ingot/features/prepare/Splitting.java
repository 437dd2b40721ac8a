package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Share;
import io.ingot.core.project.Split;
import io.ingot.features.view.Columns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Splits the rows of a training set. An entity is the combination of the values of the key columns
 * that {@link Split#of} names, or else of all, nulls among them. What side it is on follows from
 * its key and the seed, so neither the order nor the partitioning of the rows matters, and where
 * nothing is stratified an entity stays on its side whatever rows come or go.
 */
public final class Splitting {
  private static final Share USUAL = new Share(0.2);
  private static final String VALIDATES = "_validates";
  private static final String STRATUM = "_stratum";
  private static final String PLACE = "_place";

  private final Split split;
  private final List<String> keys;
  private final String time;
  private final long seed;

  private Splitting(Split split, List<String> keys, String time, long seed) {
    this.split = split;
    this.keys = told(split, keys);
    this.time = time;
    this.seed = seed;
  }

  /**
   * Adds {@code _split}: {@code train}, {@code validation}, or {@code none} for a row that is in
   * neither part: without a time where time decides, or, by both, before the day of an entity that
   * validates or after it of one that trains.
   *
   * @param rows without {@code _split}; read twice where the split is stratified, and then the same
   *     rows have to come both times
   * @param keys the key columns of all views, at least one; their values decide as text, so that a
   *     key that becomes wider stays on its side
   * @param time a date or timestamp column
   * @throws ProjectException when a column is not there, or the split is of one that is no key
   */
  public static Dataset<Row> of(
      Dataset<Row> rows, Split split, List<String> keys, String time, long seed) {
    return new Splitting(split, keys, time, seed).of(rows);
  }

  private static List<String> told(Split split, List<String> keys) {
    split.of().stream()
        .filter(column -> !keys.contains(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw new ProjectException(
                  "Cannot split by entities of '"
                      + column
                      + "', which is no key column of the service's views. "
                      + Nearest.hint(column, keys));
            });
    return split.of().isEmpty() ? List.copyOf(keys) : split.of();
  }

  private Dataset<Row> of(Dataset<Row> rows) {
    require(rows);
    if (split.by() == Split.By.TIME) {
      return rows.withColumn(TimeSplit.SPLIT, byTime());
    }
    Dataset<Row> sided =
        split
            .stratify()
            .map(column -> stratified(rows, column))
            .orElseGet(() -> rows.withColumn(VALIDATES, share().lt(validation().value())));
    return sided
        .withColumn(TimeSplit.SPLIT, split.by() == Split.By.ENTITY ? byEntity() : byBoth())
        .drop(VALIDATES);
  }

  private Column byTime() {
    Column at = Columns.named(time);
    return when(at.lt(lit(from())), TimeSplit.TRAIN)
        .when(at.geq(lit(from())), TimeSplit.VALIDATION)
        .otherwise(TimeSplit.NONE);
  }

  private static Column byEntity() {
    return when(Columns.named(VALIDATES), TimeSplit.VALIDATION).otherwise(TimeSplit.TRAIN);
  }

  private Column byBoth() {
    return when(byTime().equalTo(byEntity()), byEntity()).otherwise(TimeSplit.NONE);
  }

  /**
   * Of each stratum the entities whose hashes are least validate, as many as its share says, to the
   * nearest whole one. An entity with several values belongs to the greatest of them: one that ever
   * was a 1 counts as a 1.
   */
  private Dataset<Row> stratified(Dataset<Row> rows, String column) {
    List<String> own = IntStream.range(0, keys.size()).mapToObj(i -> "_entity_" + i).toList();
    List<Column> order = new ArrayList<>(List.of(Columns.named(PLACE)));
    own.forEach(key -> order.add(Columns.named(key)));
    WindowSpec stratum = Window.partitionBy(Columns.named(STRATUM));
    Dataset<Row> entities =
        rows.withColumn(PLACE, hash())
            .groupBy(
                Stream.concat(
                        IntStream.range(0, keys.size())
                            .mapToObj(i -> Columns.named(keys.get(i)).as(own.get(i))),
                        Stream.of(Columns.named(PLACE)))
                    .toArray(Column[]::new))
            .agg(max(Columns.named(column)).as(STRATUM))
            .withColumn(
                VALIDATES,
                row_number()
                    .over(stratum.orderBy(order.toArray(Column[]::new)))
                    .leq(round(count(lit(1)).over(stratum).multiply(validation().value()))))
            .drop(STRATUM, PLACE);
    Column same =
        IntStream.range(0, keys.size())
            .mapToObj(i -> Columns.named(keys.get(i)).eqNullSafe(Columns.named(own.get(i))))
            .reduce(lit(true), Column::and);
    return rows.join(entities, same).drop(own.toArray(String[]::new));
  }

  /** The entity's hash as a number from 0 on and below 1. */
  private Column share() {
    return shiftrightunsigned(hash(), 11).cast("double").multiply(0x1p-53);
  }

  /** Spark's hash passes over nulls, so that they have to be told beside the values. */
  private Column hash() {
    List<Column> parts = new ArrayList<>(List.of(lit(seed)));
    for (String key : keys) {
      parts.add(Columns.named(key).isNull());
      parts.add(coalesce(Columns.named(key).cast("string"), lit("")));
    }
    return xxhash64(parts.toArray(Column[]::new));
  }

  private Share validation() {
    return split.validation().orElse(USUAL);
  }

  private LocalDate from() {
    return split.validationFrom().orElseThrow();
  }

  private void require(Dataset<Row> rows) {
    List<String> there = List.of(rows.columns());
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("A split needs the key columns of an entity.");
    }
    if (there.contains(TimeSplit.SPLIT)) {
      throw new ProjectException(
          "Cannot split rows that have a column "
              + TimeSplit.SPLIT
              + " of their own. Rename it where they come from.");
    }
    Stream.concat(Stream.concat(keys.stream(), Stream.of(time)), split.stratify().stream())
        .filter(column -> !there.contains(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw new ProjectException(
                  "Cannot split by column '"
                      + column
                      + "', which the rows do not have. "
                      + Nearest.hint(column, there));
            });
  }
}
