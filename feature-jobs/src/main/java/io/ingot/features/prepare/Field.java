package io.ingot.features.prepare;

import io.ingot.features.view.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A column that is prepared, in SQL: a pipeline keeps its formulas as text, and so a model can be
 * read without the code that fitted it.
 *
 * <p>Differences are taken before anything becomes a double, since of a decimal or a large whole
 * number a double holds the first 15 digits only, and what varies may be the last ones.
 */
record Field(String name, DataType type) {
  Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  boolean isNumber() {
    return type instanceof NumericType;
  }

  boolean isText() {
    return type instanceof StringType;
  }

  /** Whether it holds words already, as a feature of tokens does. */
  boolean isWords() {
    return type instanceof ArrayType array && array.elementType() instanceof StringType;
  }

  /** Whether its values can be told apart by their texts. */
  boolean isPlain() {
    return isNumber()
        || isText()
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType;
  }

  boolean isDecimal() {
    return type instanceof DecimalType;
  }

  String quoted() {
    return quoted(name);
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Whether a row has a value: none is null, and of a number neither NaN nor infinite. */
  String present() {
    // NaN is greater than every number in Spark, so it falls out here, too.
    return isFloating()
        ? "coalesce(%s BETWEEN %s AND %s, false)"
            .formatted(quoted(), number(-Double.MAX_VALUE), number(Double.MAX_VALUE))
        : quoted() + " IS NOT NULL";
  }

  /** An expression where there is a value, and null elsewhere. */
  String wherePresent(String expression) {
    return "CASE WHEN " + present() + " THEN " + expression + " END";
  }

  /** A value as SQL. */
  String literal(String value) {
    return "CAST(%s AS %s)".formatted(text(value), type.sql());
  }

  /** A text as SQL. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /**
   * The words of a text in lower case, or those that it holds already; none where there is none.
   */
  String words() {
    return isWords()
        ? "filter(coalesce(%s, CAST(array() AS ARRAY<STRING>)), word -> word IS NOT NULL)"
            .formatted(quoted())
        : "regexp_extract_all(lower(coalesce(%s, '')), %s, 0)"
            .formatted(quoted(), text(Words.PATTERN));
  }

  /** The nearest value that the column can have. */
  BigDecimal nearest(BigDecimal value) {
    if (type instanceof DecimalType decimal) {
      return value.setScale(decimal.scale(), RoundingMode.HALF_UP);
    }
    return type instanceof LongType
        ? value.setScale(0, RoundingMode.HALF_UP)
        : new BigDecimal(value.doubleValue());
  }

  /** The same number in as few digits as tell it from its neighbours. */
  BigDecimal shortest(BigDecimal nearest) {
    return isDecimal() || type instanceof LongType
        ? nearest
        : BigDecimal.valueOf(nearest.doubleValue());
  }

  /** A number of the column by its text, to its last binary digit. */
  BigDecimal value(String text) {
    if (type instanceof FloatType) {
      return new BigDecimal(Float.parseFloat(text));
    }
    return type instanceof DoubleType
        ? new BigDecimal(Double.parseDouble(text))
        : new BigDecimal(text);
  }

  /**
   * How far a value is from another one, in units, as a double.
   *
   * @param from a {@link #nearest} value
   * @param unit a power of two
   */
  String distance(BigDecimal from, double unit) {
    if (type instanceof DecimalType) {
      return "CAST(%s - %s AS DOUBLE) / %s"
          .formatted(quoted(), literal(from.toPlainString()), number(unit));
    }
    // Each is divided by itself, which changes no digit, as their difference may be too large.
    String rounded =
        "(CAST(%s AS DOUBLE) / %s - %s)"
            .formatted(quoted(), number(unit), number(from.doubleValue() / unit));
    return type instanceof LongType
        ? "coalesce(CAST(try_subtract(%s, %s) AS DOUBLE) / %s, %s)"
            .formatted(quoted(), literal(from.toPlainString()), number(unit), rounded)
        : rounded;
  }

  /** A double as SQL, to its last digit. */
  static String number(double value) {
    return "(" + value + "D)";
  }

  private boolean isFloating() {
    return type instanceof DoubleType || type instanceof FloatType;
  }
}
