package io.ingot.quality;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Values of a project's file as SQL literals of a column's type. */
final class Literals {
  private Literals() {}

  /**
   * A value that a column of a type can have.
   *
   * @throws IllegalArgumentException when it can't, or the type has no values that are easily said
   */
  static String of(String value, DataType type) {
    try {
      if (type instanceof StringType) {
        return text(value);
      }
      if (type instanceof NumericType) {
        return number(new BigDecimal(value), type);
      }
      if (type instanceof DateType) {
        return "DATE" + text(LocalDate.parse(value).toString());
      }
      if (type instanceof BooleanType && (value.equals("true") || value.equals("false"))) {
        return value;
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException(mismatch(value, type), e);
    }
    throw new IllegalArgumentException(mismatch(value, type));
  }

  /**
   * A number to compare a column with, in the column's own precision: a float of 0.1 is not the
   * decimal 0.1, but it is the float 0.1.
   */
  static String number(BigDecimal value, DataType type) {
    boolean fits =
        value.precision() <= DecimalType.MAX_PRECISION()
            && value.scale() >= 0
            && value.scale() <= DecimalType.MAX_SCALE();
    boolean approximate = isApproximate(type);
    return !approximate && fits
        ? value.toPlainString() + "BD"
        : "CAST('" + value + "' AS " + (approximate ? type.sql() : "DOUBLE") + ")";
  }

  /** Whether a column of the type may hold NaN. */
  static boolean isApproximate(DataType type) {
    return type instanceof FloatType || type instanceof DoubleType;
  }

  /** A text, whatever characters it holds. */
  static String text(String value) {
    return functions.lit(value).expr().sql();
  }

  private static String mismatch(String value, DataType type) {
    return "'" + value + "' is no value of type " + type.sql().toLowerCase(Locale.ROOT) + ".";
  }
}
