package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

/** The range of a batch's keys, so that a merge passes over files that hold none of them. */
final class KeyRange {
  private KeyRange() {}

  /**
   * Predicates over {@code t.<key>} that every matching row of the target fulfils; none for types
   * whose ranges say little.
   *
   * @param keys rows of nothing but the key columns
   */
  static List<String> of(Dataset<Row> keys) {
    String key = keys.columns()[0];
    DataType type = keys.schema().fields()[0].dataType();
    boolean ordered = isWhole(type) || type instanceof DateType;
    if (!ordered) {
      return List.of();
    }
    Row range = keys.agg(min(col("`" + key + "`")), max(col("`" + key + "`"))).first();
    return range.isNullAt(0)
        ? List.of()
        : List.of(
            "t.`" + key + "` >= " + literal(range.get(0), type),
            "t.`" + key + "` <= " + literal(range.get(1), type));
  }

  private static boolean isWhole(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  private static String literal(Object value, DataType type) {
    return type instanceof DateType ? "DATE'" + value + "'" : value.toString();
  }
}
