package io.ingot.core.project;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Values of a column's type as the files write them. */
public final class Literals {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd[ HH:mm:ss]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Literals() {}

  /** A moment without a zone: {@code yyyy-MM-dd HH:mm:ss}, or a date for its midnight. */
  public static LocalDateTime moment(String text) {
    return MOMENT.parseBest(text, LocalDateTime::from, LocalDate::from)
            instanceof LocalDateTime moment
        ? moment
        : LocalDate.parse(text).atStartOfDay();
  }

  /** The text as something that compares as values of the type do; empty when it is none. */
  static Optional<Comparable<?>> value(String text, DataType type) {
    try {
      if (type instanceof NumericType) {
        return Optional.of(new BigDecimal(text));
      }
      if (type instanceof DateType) {
        return Optional.of(LocalDate.parse(text));
      }
      if (type instanceof TimestampType || type instanceof TimestampNTZType) {
        return Optional.of(moment(text));
      }
      if (type instanceof BooleanType) {
        return text.equals("true") || text.equals("false")
            ? Optional.of(Boolean.valueOf(text))
            : Optional.empty();
      }
      return type instanceof StringType ? Optional.of(text) : Optional.empty();
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a column of the type can hold what the text says, with nothing lost. */
  static boolean fits(String text, DataType type) {
    return value(text, type)
        .filter(value -> !(value instanceof BigDecimal number) || holds(type, number))
        .isPresent();
  }

  private static boolean holds(DataType type, BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (type instanceof DecimalType decimal) {
      return plain.scale() <= decimal.scale()
          && plain.precision() - plain.scale() <= decimal.precision() - decimal.scale();
    }
    return !(type instanceof IntegralType)
        || plain.scale() <= 0 && plain.toBigInteger().bitLength() < Byte.SIZE * type.defaultSize();
  }
}
