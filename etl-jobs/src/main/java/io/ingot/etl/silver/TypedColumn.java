package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.ColumnContract;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.DataType;
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
 * How a bronze value becomes a value of a declared type, and how one sees that it could not.
 * Nothing is ever rounded or guessed: what does not fit the type is a broken rule.
 */
record TypedColumn(String name, ColumnContract contract, DataType type, DataType bronzeType) {
  private static final String STRICT_DATE = "yyyy-MM-dd";

  /** {@code yyyy-MM-dd HH:mm:ss.SSSSSS}: a shorter text has no digits that would be cut off. */
  private static final int MICROS_LENGTH = 26;

  static TypedColumn of(String name, ColumnContract contract, DataType bronzeType) {
    return new TypedColumn(name, contract, DataType.fromDDL(contract.type()), bronzeType);
  }

  /** The value in the declared type; not to be used where {@link #misfits} hold. */
  Column value(Column raw) {
    if (type.equals(bronzeType)) {
      return raw;
    }
    return pattern()
        .map(format -> parsed(raw, format))
        .orElseGet(() -> isTime() && isText() ? when(isMoment(raw), cast(raw)) : cast(raw));
  }

  /**
   * What makes a value unfit for the type, by reason code; conditions are never null.
   *
   * @param raw the value as it came
   * @param value what {@link #value} made of it
   */
  Map<String, Column> misfits(Column raw, Column value) {
    Map<String, Column> misfits = new LinkedHashMap<>();
    misfits.put(code(), coalesce(isNoValue(raw, value), lit(false)));
    if (type instanceof DecimalType && !type.equals(bronzeType)) {
      misfits.put("SCALE_LOSS", coalesce(isRounded(raw, value), lit(false)));
    }
    return misfits;
  }

  /** An allowed value, as the declared type compares it. */
  Column allowed(String text) {
    // An exact number, since a cast to a decimal would round it.
    return type instanceof NumericType && !(type instanceof FloatType)
        ? lit(new BigDecimal(text))
        : cast(lit(text));
  }

  private String code() {
    if (type instanceof IntegralType) {
      return "BAD_INT";
    }
    if (type instanceof DecimalType) {
      return "BAD_DECIMAL";
    }
    if (isFloating(type)) {
      return "BAD_NUMBER";
    }
    if (type instanceof DateType) {
      return "BAD_DATE";
    }
    return isTime() ? "BAD_TIMESTAMP" : "BAD_TYPE";
  }

  private Column isNoValue(Column raw, Column value) {
    Column lost = raw.isNotNull().and(value.isNull());
    if (isFloating(type)) {
      return lost.or(isnan(value)).or(abs(value).equalTo(lit(Double.POSITIVE_INFINITY)));
    }
    boolean fraction = bronzeType instanceof DecimalType || isFloating(bronzeType);
    // A cast to a whole number cuts a fraction off.
    return type instanceof IntegralType && fraction ? lost.or(raw.notEqual(value)) : lost;
  }

  /** A cast to a decimal rounds without a word. */
  private Column isRounded(Column raw, Column value) {
    if (bronzeType instanceof DecimalType) {
      return raw.notEqual(value);
    }
    Column different = cast(raw, new DecimalType(DecimalType.MAX_PRECISION(), 18)).notEqual(value);
    if (!isText()) {
      return different;
    }
    int scale = ((DecimalType) type).scale();
    Column point = instr(raw, ".");
    // Few texts are long enough to need the expression.
    Column cutOff =
        point
            .gt(0)
            .and(length(raw).minus(point).gt(scale))
            .and(raw.rlike("\\.\\d{" + scale + "}\\d*[1-9]"));
    return when(raw.contains("e").or(raw.contains("E")), different)
        .otherwise(cutOff)
        .and(value.isNotNull());
  }

  private Optional<String> pattern() {
    if (!isText()) {
      return Optional.empty();
    }
    // A plain cast takes "1998" for the first of January.
    return contract
        .format()
        .or(() -> type instanceof DateType ? Optional.of(STRICT_DATE) : Optional.empty());
  }

  /** A plain cast also takes "1998", takes "12:30" for today, and cuts nanoseconds off. */
  private static Column isMoment(Column raw) {
    Column dated =
        length(raw)
            .geq(STRICT_DATE.length())
            .and(raw.substr(5, 1).equalTo("-"))
            .and(raw.substr(8, 1).equalTo("-"));
    return dated.and(length(raw).leq(MICROS_LENGTH).or(not(raw.rlike("\\.\\d{6}\\d*[1-9]"))));
  }

  private boolean isText() {
    return bronzeType instanceof StringType;
  }

  private boolean isTime() {
    return type instanceof TimestampType || type instanceof TimestampNTZType;
  }

  private static boolean isFloating(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  private Column parsed(Column raw, String format) {
    return try_to_timestamp(raw, lit(format)).cast(type);
  }

  private Column cast(Column raw) {
    return cast(raw, type);
  }

  private static Column cast(Column raw, DataType type) {
    // try_cast has a name in SQL only; this is the expression behind it.
    return new Column(new Cast(raw.expr(), type, Option.empty(), EvalMode.TRY()));
  }
}
