package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_to_binary;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;

/**
 * How values become values of one type. Nothing is ever rounded or guessed: what the type cannot
 * hold exactly as it came has no value.
 */
sealed interface Reading
    permits WholeReading,
        DecimalReading,
        FloatingReading,
        TimeReading,
        Reading.Truth,
        Reading.Base64,
        Reading.Converted,
        Reading.Same {
  /** The value; null where there is none. */
  Column value(Column came);

  /**
   * Why something that came has no value, by reason code; the first condition that holds tells. Not
   * to be asked of what has one.
   */
  Map<String, Column> reasons(Column came);

  /**
   * @param type the declared type
   * @param from the type in which values come
   */
  static Reading of(ColumnContract contract, DataType type, DataType from) {
    if (type instanceof FloatType || type instanceof DoubleType) {
      return new FloatingReading(type, from, contract.nonFinite());
    }
    if (type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType) {
      return new TimeReading(contract, type, from);
    }
    if (type.equals(from)) {
      return new Same();
    }
    if (type instanceof IntegralType) {
      return new WholeReading(type, from);
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalReading(decimal, from);
    }
    if (type instanceof BooleanType) {
      return new Truth(from);
    }
    return type instanceof BinaryType && from instanceof StringType
        ? new Base64()
        : new Converted(type);
  }

  /** A cast that gives null where the value does not fit. */
  static Column cast(Column value, DataType type) {
    return cast(value, type, Option.empty());
  }

  /** A cast that gives null; text without a zone of its own is of this one. */
  static Column cast(Column value, DataType type, Option<String> zone) {
    // try_cast has a name in SQL only; this is the expression behind it.
    return new Column(new Cast(value.expr(), type, zone, EvalMode.TRY()));
  }

  /** A condition of which null is no. */
  static Column surely(Column condition) {
    return coalesce(condition, lit(false));
  }

  /** What comes is in the declared type already. */
  record Same() implements Reading {
    @Override
    public Column value(Column came) {
      return came;
    }

    @Override
    public Map<String, Column> reasons(Column came) {
      return Map.of();
    }
  }

  /** A plain cast. */
  record Converted(DataType type) implements Reading {
    @Override
    public Column value(Column came) {
      return cast(came, type);
    }

    @Override
    public Map<String, Column> reasons(Column came) {
      return Map.of("BAD_TYPE", lit(true));
    }
  }

  /** Bytes in text. */
  record Base64() implements Reading {
    @Override
    public Column value(Column came) {
      return try_to_binary(came, lit("base64"));
    }

    @Override
    public Map<String, Column> reasons(Column came) {
      return Map.of("BAD_TYPE", lit(true));
    }
  }

  /** True or false; of numbers only 1 and 0. */
  record Truth(DataType from) implements Reading {
    @Override
    public Column value(Column came) {
      Column cast = cast(came, DataTypes.BooleanType);
      return from instanceof NumericType ? when(came.isin(0, 1), cast) : cast;
    }

    @Override
    public Map<String, Column> reasons(Column came) {
      return Map.of("BAD_BOOLEAN", lit(true));
    }
  }
}
