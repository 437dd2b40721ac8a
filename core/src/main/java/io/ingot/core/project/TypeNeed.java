package io.ingot.core.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The types of column that a key can be said of. */
enum TypeNeed {
  NUMBER("number", NumericType.class::isInstance),
  ORDERED("number, date or timestamp", type -> NUMBER.met(type) || TypeNeed.isTime(type)),
  MEASURED(
      "number, boolean, date or timestamp",
      type -> type instanceof BooleanType || ORDERED.met(type)),
  FLOATING("float or double", type -> type instanceof FloatType || type instanceof DoubleType),
  ZONED("timestamp", TypeNeed::holdsMoments),
  SIMPLE(
      "string, number, boolean, date or timestamp",
      type ->
          type instanceof StringType
              || type instanceof BooleanType
              || NUMBER.met(type)
              || TypeNeed.isTime(type)),
  TEXT("string", StringType.class::isInstance),
  MOMENT("timestamp", type -> TypeNeed.isTime(type) && !(type instanceof DateType)),
  TIME("date or timestamp", TypeNeed::isTime);

  private final String word;
  private final Predicate<DataType> met;

  TypeNeed(String word, Predicate<DataType> met) {
    this.word = word;
    this.met = met;
  }

  private boolean met(DataType type) {
    return met.test(type);
  }

  private static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  /** Whether a value is a moment, or has one inside. */
  private static boolean holdsMoments(DataType type) {
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields()).anyMatch(field -> holdsMoments(field.dataType()));
    }
    if (type instanceof ArrayType array) {
      return holdsMoments(array.elementType());
    }
    return type instanceof MapType map
        ? holdsMoments(map.valueType())
        : type instanceof TimestampType;
  }

  /** Tells a key that is said of a column of the wrong type. */
  void judge(String key, DataType type, Place place, Problems problems) {
    if (!met.test(type)) {
      problems.add(
          place,
          key
              + " needs a column of type "
              + word
              + ", not "
              + type.sql().toLowerCase(Locale.ROOT)
              + ".");
    }
  }
}
