package io.ingot.core.project;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;

/** A value of an {@code in} list must be one that its column can have. */
final class AllowedValue {
  private AllowedValue() {}

  static void judge(Bound value, DataType type, Problems problems) {
    value
        .as(String.class)
        .filter(text -> !canBe(text, type))
        .ifPresent(
            text ->
                problems.add(
                    value.place(),
                    "'"
                        + text
                        + "' is no value of type "
                        + type.sql().toLowerCase(Locale.ROOT)
                        + "."));
  }

  private static boolean canBe(String text, DataType type) {
    try {
      if (type instanceof NumericType) {
        new BigDecimal(text);
      } else if (type instanceof DateType) {
        LocalDate.parse(text);
      } else if (type instanceof BooleanType) {
        return text.equals("true") || text.equals("false");
      }
      return true;
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }
}
