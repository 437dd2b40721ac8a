package io.ingot.core.lake;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A value of a row as SQL text of the same type. */
public final class SqlValue {
  private SqlValue() {}

  /**
   * The literal of a value.
   *
   * @param value text, date, timestamp with or without zone, number or boolean
   * @throws IllegalArgumentException for a value of another type
   */
  public static String of(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString() + "BD";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value + suffix(value);
    }
    String text = "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    if (value instanceof String) {
      return text;
    }
    if (value instanceof Date || value instanceof LocalDate) {
      return "DATE" + text;
    }
    if (value instanceof Timestamp || value instanceof Instant) {
      return "TIMESTAMP" + text;
    }
    if (value instanceof LocalDateTime) {
      return "TIMESTAMP_NTZ" + text;
    }
    throw new IllegalArgumentException("No SQL literal for a value of " + value.getClass());
  }

  private static String suffix(Object value) {
    if (value instanceof Double) {
      return "D";
    }
    return value instanceof Float ? "F" : value instanceof Long ? "L" : "";
  }
}
