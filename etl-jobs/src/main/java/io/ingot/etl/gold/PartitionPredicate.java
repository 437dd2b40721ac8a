package io.ingot.etl.gold;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Partitions by their values, as SQL. */
final class PartitionPredicate {
  private PartitionPredicate() {}

  /**
   * A predicate that exactly the partitions of these values fulfil.
   *
   * @param column the partition column
   * @param values rows of one column: text, date, timestamp, number, boolean or null
   */
  static String of(String column, List<Row> values) {
    String name = "`" + column + "`";
    String listed =
        values.stream()
            .filter(row -> !row.isNullAt(0))
            .map(row -> literal(row.get(0)))
            .sorted()
            .collect(Collectors.joining(", "));
    boolean hasNull = values.stream().anyMatch(row -> row.isNullAt(0));
    if (listed.isEmpty()) {
      return name + " IS NULL";
    }
    String in = name + " IN (" + listed + ")";
    return hasNull ? in + " OR " + name + " IS NULL" : in;
  }

  private static String literal(Object value) {
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
