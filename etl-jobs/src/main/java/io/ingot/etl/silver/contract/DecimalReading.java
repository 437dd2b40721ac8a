package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Exact numbers with a fraction. */
record DecimalReading(DecimalType type, DataType from) implements Reading {
  private static final DecimalType WIDE = new DecimalType(DecimalType.MAX_PRECISION(), 18);

  @Override
  public Column value(Column came) {
    Column rounded = when(not(Reading.surely(isRounded(came))), cast(came));
    // The digits of 1e-999999999 would be written out to be rounded.
    return from instanceof StringType ? when(not(isEndless(came)), rounded) : rounded;
  }

  @Override
  public Map<String, Column> reasons(Column came) {
    Map<String, Column> reasons = new LinkedHashMap<>();
    if (from instanceof StringType) {
      Column number = came.rlike("^\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*$");
      Column endless = isEndless(came);
      reasons.put(
          "SCALE_LOSS",
          when(endless, number.and(came.rlike("[eE]-")))
              .otherwise(Reading.surely(cast(came).isNotNull())));
      reasons.put("OVERFLOW", number);
    } else if (from instanceof NumericType) {
      reasons.put("SCALE_LOSS", cast(came).isNotNull());
      reasons.put(
          "OVERFLOW",
          Reading.surely(abs(came).cast(DataTypes.DoubleType).lt(lit(Double.POSITIVE_INFINITY))));
    }
    reasons.put("BAD_DECIMAL", lit(true));
    return reasons;
  }

  private Column cast(Column came) {
    return Reading.cast(came, type);
  }

  /** A cast to a decimal rounds without a word. */
  private Column isRounded(Column came) {
    if (from instanceof DecimalType) {
      return came.notEqual(cast(came));
    }
    Column different = Reading.cast(came, WIDE).notEqual(cast(came));
    if (!(from instanceof StringType)) {
      return different;
    }
    Column point = instr(came, ".");
    // Few texts are long enough to need the expression.
    Column cutOff =
        point
            .gt(0)
            .and(length(came).minus(point).gt(type.scale()))
            .and(came.rlike("\\.\\d{" + type.scale() + "}\\d*[1-9]"));
    return when(hasExponent(came), different).otherwise(cutOff);
  }

  private static Column hasExponent(Column came) {
    return came.contains("e").or(came.contains("E"));
  }

  private static Column isEndless(Column came) {
    return hasExponent(came).and(came.rlike("[eE][+-]?0*[1-9][0-9]{2,}"));
  }
}
