package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Rows put together by equal values. As Deequ sees it, a row in which all of them are null is no
 * row.
 *
 * @param columns names as they are in the schema, sorted, so that equal groupings are one
 */
record Grouping(List<String> columns, Where where) {
  Grouping {
    columns = columns.stream().distinct().sorted().toList();
  }

  /** Counts the rows that are in a group, which spares the scan that Deequ counts them by. */
  Column rows() {
    return count(when(where.rows().and(anyValue()), 1));
  }

  /** The values that rows are put together by; all null in a row that is in no group. */
  List<Column> keys() {
    return columns.stream().map(name -> when(where.rows(), column(name))).toList();
  }

  private Column anyValue() {
    return columns.stream().map(name -> column(name).isNotNull()).reduce(Column::or).orElseThrow();
  }

  private static Column column(String name) {
    return col(Columns.quoted(name));
  }
}
