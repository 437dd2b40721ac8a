package io.ingot.core.project;

import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The types of column that a key can be said of. */
enum TypeNeed {
  NUMBER("number", NumericType.class::isInstance),
  TEXT("string", StringType.class::isInstance),
  TIME(
      "date or timestamp",
      type ->
          type instanceof DateType
              || type instanceof TimestampType
              || type instanceof TimestampNTZType);

  private final String word;
  private final Predicate<DataType> met;

  TypeNeed(String word, Predicate<DataType> met) {
    this.word = word;
    this.met = met;
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
