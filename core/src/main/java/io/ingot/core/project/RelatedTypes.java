package io.ingot.core.project;

import java.util.Locale;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Which columns' values can be the same: numbers of any size, dates and times, texts, or else
 * columns of one plain type. Spark would compare a text with a number too, and find the text 007 in
 * a column that holds 7.
 */
public final class RelatedTypes {
  private RelatedTypes() {}

  /** Whether values of one type can be found among those of the other. */
  public static boolean areComparable(DataType one, DataType other) {
    return one instanceof NumericType && other instanceof NumericType
        || one instanceof StringType && other instanceof StringType
        || isTime(one) && isTime(other)
        || one.sameType(other) && isPlain(one);
  }

  /** Why two columns can't be compared, and what to do. */
  public static String refusal(String column, DataType type, String to, DataType other) {
    return "'"
        + column
        + "' is "
        + word(type)
        + " and "
        + to
        + " is "
        + word(other)
        + ": their values can't be compared without a loss. Declare them with one type, or write"
        + " a query with the cast that you mean.";
  }

  private static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  private static boolean isPlain(DataType type) {
    return !(type instanceof StructType || type instanceof ArrayType || type instanceof MapType);
  }

  private static String word(DataType type) {
    return type.sql().toLowerCase(Locale.ROOT);
  }
}
