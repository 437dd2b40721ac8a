package io.ingot.etl.silver.write;

import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.lake.SqlValue;
import io.ingot.core.project.SilverTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DatetimeType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/**
 * Where a batch's keys lie, so that a merge passes over the files and partitions that hold none of
 * them.
 *
 * @param bounds a condition a key column; several may be of one column
 */
record KeyRange(List<Bound> bounds) {
  /** A list of more partitions than that costs more to check than a range does. */
  private static final int LISTED = 100;

  record Bound(String column, String condition) {}

  KeyRange {
    bounds = List.copyOf(bounds);
  }

  /**
   * The range of a table's keys in some rows, found in one narrow pass; empty when there are no
   * rows. Personal values are left out, since a merge's condition is kept with its commit.
   */
  static Optional<KeyRange> of(SilverTable table, Dataset<Row> rows) {
    List<String> keys =
        table.keys().stream()
            .filter(key -> !table.columns().get(key).personal())
            .filter(key -> isOrdered(rows.schema().apply(key).dataType()))
            .toList();
    List<Column> ends = new ArrayList<>();
    for (String key : keys) {
      Column value = col("`" + key + "`");
      ends.add(min(value));
      ends.add(max(value));
      ends.add(table.write().partitionBy().contains(key) ? few(value) : lit(null));
    }
    Row found = rows.agg(count(lit(1)), ends.toArray(Column[]::new)).first();
    if (found.getLong(0) == 0) {
      return Optional.empty();
    }
    List<Bound> bounds = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      bounds.addAll(bounds(keys.get(i), found, 1 + 3 * i));
    }
    return Optional.of(new KeyRange(bounds));
  }

  private static Column few(Column value) {
    Column values = collect_set(value);
    return when(array_size(values).leq(LISTED), values);
  }

  private static List<Bound> bounds(String key, Row found, int at) {
    if (found.isNullAt(at)) {
      return List.of();
    }
    return found.isNullAt(at + 2)
        ? List.of(
            new Bound(key, ">= " + SqlValue.of(found.get(at))),
            new Bound(key, "<= " + SqlValue.of(found.get(at + 1))))
        : List.of(new Bound(key, "IN " + listed(found.getList(at + 2))));
  }

  private static String listed(List<Object> values) {
    return values.stream().map(SqlValue::of).sorted().collect(Collectors.joining(", ", "(", ")"));
  }

  /** Predicates that every row with one of the keys fulfils. */
  List<String> over(String alias) {
    return bounds.stream()
        .map(bound -> alias + ".`" + bound.column() + "` " + bound.condition())
        .toList();
  }

  private static boolean isOrdered(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType
        || type instanceof DecimalType
        || type instanceof DatetimeType
        || type instanceof StringType;
  }
}
