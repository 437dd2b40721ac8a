package io.ingot.etl.bronze.jdbc;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.ingot.etl.bronze.BronzeColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the keys that bronze has as alive and the source no longer holds. */
final class VanishedKeys {
  private static final String LATEST = "_ingot_latest";

  private VanishedKeys() {}

  /**
   * One row for each vanished key: its latest row, in the source's columns and bronze's order, so
   * that it still keeps whatever its contract asks of it.
   *
   * @param bronze all rows
   * @param source the keys that the source holds
   * @param set other values, by column
   */
  static Dataset<Row> tombstones(
      Dataset<Row> bronze, Dataset<Row> source, List<String> key, Map<String, Column> set) {
    Dataset<Row> vanished = alive(bronze, key).join(source.as("s"), same(key), "left_anti");
    return vanished.select(
        BronzeColumns.ofSource(bronze.columns()).stream()
            .map(
                name ->
                    set.getOrDefault(name, Repeats.quoted(name))
                        .cast(bronze.schema().apply(name).dataType())
                        .as(name))
            .toArray(Column[]::new));
  }

  private static Dataset<Row> alive(Dataset<Row> bronze, List<String> key) {
    List<String> columns = BronzeColumns.ofSource(bronze.columns());
    Column deleted =
        Arrays.asList(bronze.columns()).contains(BronzeColumns.DELETED)
            ? coalesce(Repeats.quoted(BronzeColumns.DELETED), lit(false))
            : lit(false);
    // Of one batch, the row that lives.
    Column order = struct(Repeats.quoted(BronzeColumns.BATCH), not(deleted));
    Column[] values =
        Stream.concat(
                Stream.of(deleted.as(BronzeColumns.DELETED)), columns.stream().map(Repeats::quoted))
            .toArray(Column[]::new);
    Dataset<Row> latest =
        bronze
            .groupBy(key.stream().map(Repeats::quoted).toArray(Column[]::new))
            .agg(max_by(struct(values), order).as(LATEST));
    return latest
        .filter(latest.col(LATEST).getField(BronzeColumns.DELETED).equalTo(false))
        .select(
            columns.stream()
                .map(name -> latest.col(LATEST).getField(name).as(name))
                .toArray(Column[]::new))
        .as("b");
  }

  private static Column same(List<String> key) {
    return key.stream()
        .map(
            name -> {
              String quoted = "`" + name.replace("`", "``") + "`";
              return col("b." + quoted).eqNullSafe(col("s." + quoted));
            })
        .reduce(Column::and)
        .orElseThrow();
  }
}
