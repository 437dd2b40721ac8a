package io.ingot.features.view;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * What an event adds to a measure.
 *
 * @param id tells the measure's partial results from those of others
 * @param value over an event's columns; null where the event adds nothing
 * @param type the value's type
 */
record Term(String id, Column value, DataType type) {
  /** Every event, whatever its values. */
  static Term event(String id) {
    return new Term(id, lit(1), DataTypes.IntegerType);
  }

  /** The same, but only of events for which a condition is true. */
  Term only(Column condition) {
    return new Term(id, when(condition, value), type);
  }

  /** The same with a further id, for a measure that is one of several of a feature. */
  Term of(String part) {
    return new Term(id + "_" + part, value, type);
  }

  /** The name of a partial result. */
  String partial(String part) {
    return "__" + part + "_" + id;
  }

  /** A partial result. */
  Column read(String part) {
    return Columns.named(partial(part));
  }

  /** The value as a type whose sum is exact and cannot overflow, unless it is floating anyway. */
  Column wide() {
    return isFloating() || type instanceof DecimalType
        ? value
        : value.cast(DataTypes.createDecimalType(20, 0));
  }

  /** The value with one zero only, so that what is equal is the same. */
  Column plain() {
    return isFloating() ? value.plus(lit(0.0).cast(type)) : value;
  }

  private boolean isFloating() {
    return type instanceof DoubleType || type instanceof FloatType;
  }
}
