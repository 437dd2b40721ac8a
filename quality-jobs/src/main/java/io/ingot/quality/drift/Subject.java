package io.ingot.quality.drift;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Drift;
import io.ingot.core.project.TableName;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * One column that is watched in one way.
 *
 * @param type the column's type as the table has it
 * @param openness whether its values may be kept and shown
 */
record Subject(TableName table, String column, DataType type, Drift drift, Openness openness) {
  private static final int LONGEST = 100;
  private static final int DIGITS = 8;

  Subject {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(drift, "drift");
    Objects.requireNonNull(openness, "openness");
  }

  /** Whose values a column has. */
  enum Openness {
    OPEN,
    /** Told apart by fingerprints. */
    PERSONAL
  }

  /** Under which its measures are kept. */
  String name() {
    return drift.method().word() + " " + column;
  }

  /** What the numbers mean that {@link #value} gives. */
  Scale scale() {
    if (isCategory()) {
      return Scale.TEXT;
    }
    if (type instanceof DateType) {
      return Scale.DATE;
    }
    return isMoment() ? Scale.TIME : Scale.NUMBER;
  }

  boolean isCategory() {
    return drift.method() == Drift.Method.CATEGORY;
  }

  boolean isPersonal() {
    return openness == Openness.PERSONAL;
  }

  /** A column of the table whatever characters its name holds. */
  static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }

  /** The value as bins tell it apart: text for a category, else a double. */
  Column value() {
    Column value = named(column);
    if (isCategory()) {
      return told(value.cast("string"));
    }
    if (type instanceof DateType) {
      return unix_date(value).cast("double");
    }
    return type instanceof TimestampNTZType
        ? value.cast("timestamp").cast("double")
        : value.cast("double");
  }

  private boolean isMoment() {
    return type instanceof TimestampType || type instanceof TimestampNTZType;
  }

  /** A text that is long is no word of a list, and would be kept as a whole. */
  private Column told(Column text) {
    Column hidden =
        concat(
            lit("***"),
            substring(sha2(concat(lit(table + ":"), text).cast("binary"), 256), 1, DIGITS));
    return isPersonal()
        ? when(text.isNotNull(), hidden)
        : when(length(text).gt(LONGEST), hidden).otherwise(text);
  }
}
