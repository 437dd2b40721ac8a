package io.ingot.core.project;

import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;

/**
 * Which types hold every value of another type unchanged, so that a column may get them and no
 * reader loses a digit. Only simple types; a nested one is never wider than another.
 */
public final class Widening {
  private Widening() {}

  /** Whether the second type is another one and holds all values of the first. */
  public static boolean widens(DataType from, DataType to) {
    if (from.equals(to)) {
      return false;
    }
    int digits = wholeDigits(from);
    if (digits > 0) {
      return wholeDigits(to) > digits
          || (to instanceof DecimalType decimal && integers(decimal) >= digits);
    }
    if (from instanceof DecimalType narrow && to instanceof DecimalType wide) {
      return wide.scale() >= narrow.scale() && integers(wide) >= integers(narrow);
    }
    return (from instanceof FloatType && to instanceof DoubleType)
        || (from instanceof DateType && to instanceof TimestampNTZType);
  }

  /** The most digits that a value of a whole type has; 0 for other types. */
  private static int wholeDigits(DataType type) {
    if (type instanceof ByteType) {
      return 3;
    }
    if (type instanceof ShortType) {
      return 5;
    }
    if (type instanceof IntegerType) {
      return 10;
    }
    return type instanceof LongType ? 19 : 0;
  }

  private static int integers(DecimalType type) {
    return type.precision() - type.scale();
  }
}
