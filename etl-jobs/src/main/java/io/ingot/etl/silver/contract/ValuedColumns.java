package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** What each declared column has in valued rows beside its final value. */
final class ValuedColumns {
  private ValuedColumns() {}

  /** The field as it came. */
  static String came(String name) {
    return "_came_" + name;
  }

  /** What came, made ready to be read. */
  static String ready(String name) {
    return "_ready_" + name;
  }

  /** The value in its type, before its column's expression is applied. */
  static String typed(String name) {
    return "_typed_" + name;
  }

  /** What the column's expression made of the row. */
  static String made(String name) {
    return "_made_" + name;
  }

  /** What is read; there of its own only where it differs from what came. */
  static Column ready(TypedColumn column) {
    return col(column.isPrepared() ? ready(column.name()) : came(column.name()));
  }

  /** What was read; there of its own only where an expression follows. */
  static Column typed(TypedColumn column) {
    return column.contract().value().isPresent() ? col(typed(column.name())) : value(column.name());
  }

  /** The final value. */
  static Column value(String name) {
    return col("`" + name + "`");
  }
}
