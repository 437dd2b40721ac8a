package io.ingot.core.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Partitions by their values, as SQL. */
public final class PartitionPredicate {
  private PartitionPredicate() {}

  /**
   * A predicate that exactly the partitions of these values fulfil. Null and empty text are one
   * partition to Delta, so either of them stands for both.
   *
   * @param columns the partition columns, one at least
   * @param values rows of those columns, one at least: text, date, timestamp, number, boolean or
   *     null
   */
  public static String of(List<String> columns, List<Row> values) {
    return over("", columns, values);
  }

  /**
   * The same of columns that a query or a MERGE knows under an alias.
   *
   * @param alias such as {@code t}; empty for none
   */
  public static String over(String alias, List<String> columns, List<Row> values) {
    String prefix = alias.isEmpty() ? "" : alias + ".";
    return at(
        0,
        columns.stream().map(name -> prefix + "`" + name.replace("`", "``") + "`").toList(),
        values);
  }

  /** Columns as SQL names them. */
  private static String at(int index, List<String> columns, List<Row> values) {
    String name = columns.get(index);
    if (index == columns.size() - 1) {
      return anyOf(name, values.stream().map(row -> literal(row, index)).distinct().toList());
    }
    Map<String, List<Row>> byValue =
        values.stream()
            .collect(
                Collectors.groupingBy(
                    row -> literal(row, index), LinkedHashMap::new, Collectors.toList()));
    return byValue.entrySet().stream()
        .map(
            same ->
                "("
                    + anyOf(name, List.of(same.getKey()))
                    + ") AND ("
                    + at(index + 1, columns, same.getValue())
                    + ")")
        .sorted()
        .collect(Collectors.joining(" OR "));
  }

  private static String anyOf(String name, List<String> literals) {
    String listed =
        literals.stream()
            .filter(literal -> !literal.isEmpty())
            .sorted()
            .collect(Collectors.joining(", "));
    String in = name + " IN (" + listed + ")";
    String absent = name + " IS NULL OR CAST(" + name + " AS STRING) = ''";
    if (!literals.contains("")) {
      return in;
    }
    return listed.isEmpty() ? absent : in + " OR " + absent;
  }

  /** Empty for a value that Delta keeps as none. */
  private static String literal(Row row, int index) {
    return row.isNullAt(index) || "".equals(row.get(index)) ? "" : SqlValue.of(row.get(index));
  }
}
