package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_to_timestamp;

import io.ingot.core.project.ColumnContract;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;

/**
 * How a bronze value becomes a value of a declared type, and how one sees that it could not.
 * Nothing is ever rounded or guessed: what does not fit the type is null here, and a broken rule.
 */
record TypedColumn(String name, ColumnContract contract, DataType type, DataType bronzeType) {
  private static final String STRICT_DATE = "yyyy-MM-dd";
  private static final Map<Class<? extends DataType>, String> CODES =
      Map.of(
          ByteType.class, "BAD_INT",
          ShortType.class, "BAD_INT",
          IntegerType.class, "BAD_INT",
          LongType.class, "BAD_INT",
          DecimalType.class, "BAD_DECIMAL",
          DateType.class, "BAD_DATE",
          TimestampType.class, "BAD_TIMESTAMP",
          FloatType.class, "BAD_NUMBER",
          DoubleType.class, "BAD_NUMBER");

  static TypedColumn of(String name, ColumnContract contract, DataType bronzeType) {
    return new TypedColumn(name, contract, DataType.fromDDL(contract.type()), bronzeType);
  }

  /** The reason code of a value that is not of the type. */
  String code() {
    return CODES.getOrDefault(type.getClass(), "BAD_TYPE");
  }

  /** The value in the declared type; null where it is not one. */
  Column value(Column raw) {
    if (type.equals(bronzeType)) {
      return raw;
    }
    return pattern().map(format -> parsed(raw, format)).orElseGet(() -> cast(raw, type));
  }

  /** Whether there is a value that is not exactly one of the type; never null. */
  Column broken(Column raw, Column value) {
    Column broken = raw.isNotNull().and(value.isNull());
    if (type instanceof DecimalType && !type.equals(bronzeType)) {
      // A cast to a decimal rounds without a word.
      DataType exact = new DecimalType(DecimalType.MAX_PRECISION(), 18);
      broken = broken.or(abs(cast(raw, exact).minus(value)).gt(lit(0)));
    }
    if (type instanceof DoubleType || type instanceof FloatType) {
      broken = broken.or(isnan(value)).or(abs(value).equalTo(lit(Double.POSITIVE_INFINITY)));
    }
    return coalesce(broken, lit(false));
  }

  private Optional<String> pattern() {
    if (!(bronzeType instanceof StringType)) {
      return Optional.empty();
    }
    // A plain cast takes "1998" for the first of January.
    return contract
        .format()
        .or(() -> type instanceof DateType ? Optional.of(STRICT_DATE) : Optional.empty());
  }

  private Column parsed(Column raw, String format) {
    return try_to_timestamp(raw, lit(format)).cast(type);
  }

  private static Column cast(Column raw, DataType type) {
    // try_cast has a name in SQL only; this is the expression behind it.
    return new Column(new Cast(raw.expr(), type, Option.empty(), EvalMode.TRY()));
  }
}
