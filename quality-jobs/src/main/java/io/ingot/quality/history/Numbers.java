package io.ingot.quality.history;

import io.ingot.core.project.Trend.Measure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for a person: whole ones with commas, others to six digits. */
final class Numbers {
  private static final int DIGITS = 6;
  private static final double LONG = 1e15;

  private Numbers() {}

  static String text(double number) {
    return rounded(number, RoundingMode.HALF_EVEN);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String rows(long rows) {
    return count(rows) + (rows == 1 ? " row" : " rows");
  }

  /** A measured value with what it counts. */
  static String measured(Measure measure, double value) {
    return measure == Measure.ROWS ? rows(Math.round(value)) : text(value);
  }

  /** The least that is expected, never told as less: rows are whole. */
  static String atLeast(Measure measure, double low) {
    return measure == Measure.ROWS
        ? count((long) Math.ceil(low - 1e-9))
        : rounded(low, RoundingMode.CEILING);
  }

  /** The most that is expected, never told as more. */
  static String atMost(Measure measure, double high) {
    return measure == Measure.ROWS
        ? count((long) Math.floor(high + 1e-9))
        : rounded(high, RoundingMode.FLOOR);
  }

  private static String rounded(double number, RoundingMode mode) {
    if (!Double.isFinite(number)) {
      return String.valueOf(number);
    }
    if (number == Math.rint(number) && Math.abs(number) < LONG) {
      return count((long) number);
    }
    BigDecimal few =
        BigDecimal.valueOf(number).round(new MathContext(DIGITS, mode)).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, few.scale()) + "f", few);
  }
}
