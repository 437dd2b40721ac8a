package io.ingot.core.project;

import java.util.Locale;
import org.apache.spark.sql.types.DataType;

/** A value that a file gives for a column must be one that the column can have. */
final class AllowedValue {
  private AllowedValue() {}

  static void judge(Bound value, DataType type, Problems problems) {
    value
        .as(String.class)
        .filter(text -> Literals.value(text, type).isEmpty())
        .ifPresent(text -> problems.add(value.place(), message(text, type)));
  }

  /** Tells a value that a column of the type could not hold as it is written. */
  static void fits(Bound value, DataType type, Problems problems) {
    value
        .as(String.class)
        .filter(text -> !Literals.fits(text, type))
        .ifPresent(text -> problems.add(value.place(), message(text, type)));
  }

  /** Tells a limit that values of the type cannot be compared to. */
  static void limits(Bound value, DataType type, Problems problems) {
    value
        .as(Limit.class)
        .filter(limit -> Literals.value(limit.text(), type).isEmpty())
        .ifPresent(limit -> problems.add(value.place(), message(limit.text(), type)));
  }

  private static String message(String text, DataType type) {
    return "'" + text + "' is no value of type " + type.sql().toLowerCase(Locale.ROOT) + ".";
  }
}
