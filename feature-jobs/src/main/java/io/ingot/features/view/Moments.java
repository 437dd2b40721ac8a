package io.ingot.features.view;

import static org.apache.spark.sql.functions.date_add;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructType;

/**
 * The moments of which an input's dates and timestamps tell. A date does not say when in its day,
 * so what happened or was known on it is used from its end on and never too early.
 */
public final class Moments {
  private Moments() {}

  /**
   * From when on it is certain that a time has come: the next midnight in UTC of a date, a
   * timestamp as it is.
   *
   * @param column a date or timestamp of the input
   * @return a timestamp, null of null
   */
  public static Column reached(String column, StructType input) {
    return reached(Columns.named(column), column, input);
  }

  /** The same of a value that was made of the column, such as its first moment. */
  static Column reached(Column value, String column, StructType input) {
    return input.apply(column).dataType() instanceof DateType
        ? date_add(value.cast("date"), 1).cast("timestamp")
        : value.cast("timestamp");
  }
}
