package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Whole numbers. */
record WholeReading(DataType type, DataType from) implements Reading {
  /** A cast gives the greatest bigint for it, which compares equal to it. */
  private static final double BEYOND_BIGINT = 0x1p63;

  @Override
  public Column value(Column came) {
    Column value = Reading.cast(came, type);
    if (isFloating()) {
      return when(came.equalTo(value).and(came.lt(BEYOND_BIGINT)), value);
    }
    // A cast cuts a fraction off.
    return from instanceof DecimalType ? when(came.equalTo(value), value) : value;
  }

  @Override
  public Map<String, Column> reasons(Column came) {
    Map<String, Column> reasons = new LinkedHashMap<>();
    if (from instanceof StringType) {
      reasons.put("OVERFLOW", came.rlike("^\\s*[+-]?[0-9]+\\s*$"));
    } else if (from instanceof NumericType) {
      reasons.put("OVERFLOW", Reading.surely(came.mod(lit(1)).equalTo(0)));
    }
    reasons.put("BAD_INT", lit(true));
    return reasons;
  }

  private boolean isFloating() {
    return from instanceof DoubleType || from instanceof FloatType;
  }
}
