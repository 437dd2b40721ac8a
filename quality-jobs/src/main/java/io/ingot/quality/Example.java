package io.ingot.quality;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One row for a person, such as {@code sale_id=17, store_id=null}. */
final class Example {
  private static final int LONGEST = 80;

  private Example() {}

  /** The columns of any one row; empty when there is no row or no column to show. */
  static Optional<String> first(Dataset<Row> rows, List<String> columns) {
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    Column[] texts =
        columns.stream()
            .map(name -> col(Columns.quoted(name)).cast("string"))
            .toArray(Column[]::new);
    return rows.select(texts).takeAsList(1).stream().findFirst().map(row -> told(row, columns));
  }

  private static String told(Row row, List<String> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + "=" + (row.isNullAt(i) ? "null" : value(row.getString(i))))
        .collect(Collectors.joining(", "));
  }

  private static String value(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return "'" + shown + "'";
  }
}
