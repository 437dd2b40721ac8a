package io.ingot.core.project;

import java.util.Objects;

/** A column of a table, written {@code layer.table.column}. */
public record ColumnName(TableName table, String column) {
  public ColumnName {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
  }

  /**
   * Reads {@code layer.table.column}.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static ColumnName of(String text) {
    int dot = text.lastIndexOf('.');
    if (dot < 0 || TableName.parse(text.substring(0, dot)).isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid column: "
              + text
              + ". Write layer.table.column, such as silver.customer.customer_id.");
    }
    return new ColumnName(TableName.of(text.substring(0, dot)), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return table + "." + column;
  }
}
