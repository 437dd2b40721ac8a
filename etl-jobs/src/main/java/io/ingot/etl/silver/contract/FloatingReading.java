package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** Numbers that are as exact as their type. */
record FloatingReading(DataType type, DataType from, boolean nonFinite) implements Reading {
  @Override
  public Column value(Column came) {
    Column value = cast(came);
    if (from instanceof StringType) {
      value = when(not(TextScan.isLiteral(came)), value);
    }
    return nonFinite ? value : when(isFinite(cast(came)), value);
  }

  @Override
  public Map<String, Column> reasons(Column came) {
    Map<String, Column> reasons = new LinkedHashMap<>();
    Column infinite = Reading.surely(not(isFinite(cast(came))));
    reasons.put("NON_FINITE", nonFinite ? lit(false) : infinite);
    reasons.put("BAD_NUMBER", lit(true));
    return reasons;
  }

  private Column cast(Column came) {
    return type.equals(from) ? came : Reading.cast(came, type);
  }

  /** NaN is greater than every number to Spark. */
  private static Column isFinite(Column value) {
    return abs(value).lt(lit(Double.POSITIVE_INFINITY));
  }
}
