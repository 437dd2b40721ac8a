package io.ingot.features.view;

import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** What a feature needs its column to be. */
enum Need {
  ANY("anything", type -> true),
  NUMBER("a number", NumericType.class::isInstance),
  TEXT("a text", StringType.class::isInstance),
  MOMENT("a timestamp", type -> type instanceof TimestampType || type instanceof TimestampNTZType),
  TIME("a date or timestamp", type -> type instanceof DateType || MOMENT.isMetBy(type)),
  ORDERED("values that can be compared", RowOrdering::isOrderable);

  private final String words;
  private final Predicate<DataType> met;

  Need(String words, Predicate<DataType> met) {
    this.words = words;
    this.met = met;
  }

  boolean isMetBy(DataType type) {
    return met.test(type);
  }

  /** In words, such as {@code a number}. */
  String words() {
    return words;
  }
}
