package io.ingot.etl.silver.write;

import static io.ingot.etl.silver.contract.SilverColumns.CURRENT;
import static io.ingot.etl.silver.contract.SilverColumns.REPEATS;
import static io.ingot.etl.silver.contract.SilverColumns.VALID_FROM;
import static io.ingot.etl.silver.contract.SilverColumns.VALID_TO;
import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * A key's changes as versions, each valid until the next begins, and back. The versions follow from
 * the set of changes alone, whatever the order in which those came.
 */
final class Versions {
  private static final String CHANGE = "_change";
  private static final String NEWS = "_news";
  private static final String LAST = "_last";
  private static final String VERSION = "_version";

  private Versions() {}

  /**
   * The versions that some keys' changes make. Changes that follow each other and are the same in
   * the tracked columns are one version, which shows the latest of them and keeps what tells them
   * apart, so that a late change in between can part them again.
   *
   * @param rows all changes of each key, in any order and however often
   */
  static Dataset<Row> of(Dataset<Row> rows, Changes changes) {
    Column[] keys = Changes.named(changes.keys());
    List<String> remembered =
        Stream.concat(changes.untracked().stream(), remembered(rows.schema()).stream())
            .filter(changes.values()::contains)
            .distinct()
            .toList();
    Dataset<Row> versions =
        // Every window and the grouping below is of these keys: this is their one shuffle.
        numbered(winners(rows.repartition(keys), changes), changes)
            .groupBy(Stream.concat(Stream.of(keys), Stream.of(col(VERSION))).toArray(Column[]::new))
            .agg(
                max_by(struct(Changes.named(changes.values())), col(VALID_FROM)).as(LAST),
                min(VALID_FROM).as(VALID_FROM),
                collect_list(struct(change(remembered))).as(REPEATS))
            .select(shown(changes));
    WindowSpec byTime = Window.partitionBy(keys).orderBy(VALID_FROM);
    Column next = lead(VALID_FROM, 1).over(byTime);
    return versions
        .withColumn(VALID_TO, next)
        .withColumn(CURRENT, col(VALID_TO).isNull().and(not(changes.deleted())))
        .select(columns(changes));
  }

  /** The changes that versions were made of; the columns that these have. */
  static Dataset<Row> changes(Dataset<Row> versions, Changes changes) {
    List<String> there = Arrays.asList(versions.columns());
    List<String> kept = remembered(versions.schema());
    Column several = col(CHANGE).isNotNull();
    List<Column> columns = new ArrayList<>(List.of(Changes.named(changes.keys())));
    changes.values().stream()
        .filter(there::contains)
        .map(
            name ->
                kept.contains(name)
                    ? when(several, col(CHANGE).getField(name))
                        .otherwise(Changes.named(name))
                        .as(name)
                    : Changes.named(name))
        .forEach(columns::add);
    columns.add(
        when(several, col(CHANGE).getField(VALID_FROM)).otherwise(col(VALID_FROM)).as(VALID_FROM));
    // What was remembered once has to be remembered on.
    columns.add(when(lit(false), col(REPEATS)).as(REPEATS));
    return versions
        .select(col("*"), explode_outer(col(REPEATS)).as(CHANGE))
        .select(columns.toArray(Column[]::new));
  }

  /** Of the changes of one time the last that came, as it came first. */
  private static Dataset<Row> winners(Dataset<Row> rows, Changes changes) {
    Column told = changes.together(changes.told(), rows.schema());
    // Last by the content, so that two of one time and batch end the same in every run.
    WindowSpec byTime =
        Window.partitionBy(Changes.named(changes.keys()))
            .orderBy(
                Stream.of(
                        Stream.of(col(VALID_FROM)),
                        Stream.of(Changes.named(changes.arrival())),
                        Stream.of(xxhash64(told)))
                    .flatMap(columns -> columns)
                    .toArray(Column[]::new));
    Column again =
        lag(col(VALID_FROM), 1)
            .over(byTime)
            .eqNullSafe(col(VALID_FROM))
            .and(lag(told, 1).over(byTime).eqNullSafe(told));
    Column outdone = lead(col(VALID_FROM), 1).over(byTime).eqNullSafe(col(VALID_FROM));
    return rows.withColumn(NEWS, not(again))
        .filter(NEWS)
        .withColumn(LAST, not(outdone))
        .filter(LAST)
        .drop(NEWS, LAST);
  }

  private static Dataset<Row> numbered(Dataset<Row> winners, Changes changes) {
    WindowSpec byTime = Window.partitionBy(Changes.named(changes.keys())).orderBy(VALID_FROM);
    Column tracked = changes.together(changes.tracked(), winners.schema());
    Column begins = not(lag(tracked, 1).over(byTime).eqNullSafe(tracked));
    return winners
        .withColumn(NEWS, begins.cast("int"))
        .withColumn(
            VERSION,
            sum(NEWS).over(byTime.rowsBetween(Window.unboundedPreceding(), Window.currentRow())));
  }

  private static Column[] change(List<String> remembered) {
    return Stream.concat(Stream.of(col(VALID_FROM)), Stream.of(Changes.named(remembered)))
        .toArray(Column[]::new);
  }

  private static Column[] shown(Changes changes) {
    Column sorted =
        array_sort(
            col(REPEATS),
            (left, right) ->
                when(left.getField(VALID_FROM).lt(right.getField(VALID_FROM)), -1).otherwise(1));
    return Stream.of(
            Stream.of(Changes.named(changes.keys())),
            Stream.of(col(LAST + ".*")),
            Stream.of(col(VALID_FROM), when(array_size(col(REPEATS)).gt(1), sorted).as(REPEATS)))
        .flatMap(part -> part)
        .toArray(Column[]::new);
  }

  private static Column[] columns(Changes changes) {
    List<String> declaredFirst = new ArrayList<>(changes.keys());
    declaredFirst.addAll(changes.values());
    declaredFirst.addAll(List.of(VALID_FROM, VALID_TO, CURRENT, REPEATS));
    return Changes.named(declaredFirst);
  }

  private static List<String> remembered(StructType schema) {
    if (!List.of(schema.fieldNames()).contains(REPEATS)) {
      return List.of();
    }
    ArrayType repeats = (ArrayType) schema.apply(REPEATS).dataType();
    return Arrays.stream(((StructType) repeats.elementType()).fieldNames())
        .filter(name -> !name.equals(VALID_FROM))
        .toList();
  }
}
