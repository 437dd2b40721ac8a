package io.ingot.etl.gold;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Partitions by their values, as SQL. */
final class PartitionPredicate {
  private PartitionPredicate() {}

  /**
   * A predicate that exactly the partitions of these values fulfil. Null and empty text are one
   * partition to Delta, so either of them stands for both.
   *
   * @param column the partition column
   * @param values rows of one column: text, date, timestamp, number, boolean or null
   */
  static String of(String column, List<Row> values) {
    String name = "`" + column.replace("`", "``") + "`";
    String listed =
        values.stream()
            .filter(row -> !isAbsent(row))
            .map(row -> literal(row.get(0)))
            .sorted()
            .collect(Collectors.joining(", "));
    String in = name + " IN (" + listed + ")";
    String absent = name + " IS NULL OR CAST(" + name + " AS STRING) = ''";
    if (values.stream().noneMatch(PartitionPredicate::isAbsent)) {
      return in;
    }
    return listed.isEmpty() ? absent : in + " OR " + absent;
  }

  private static boolean isAbsent(Row row) {
    return row.isNullAt(0) || "".equals(row.get(0));
  }

  private static String literal(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString() + "BD";
    }
    if (value instanceof Double || value instanceof Float) {
      return value + (value instanceof Double ? "D" : "F");
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    String text = "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    if (value instanceof java.sql.Date || value instanceof java.time.LocalDate) {
      return "DATE" + text;
    }
    return value instanceof java.sql.Timestamp ? "TIMESTAMP" + text : text;
  }
}
