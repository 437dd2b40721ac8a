package io.ingot.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Measured values for a person. */
final class Words {
  private static final int DIGITS = 4;
  private static final MathContext ROUGHLY = new MathContext(10, RoundingMode.HALF_EVEN);
  private static final int LONGEST_PLAIN = 20;

  private Words() {}

  /** Such as {@code 1,000 rows}. */
  static String rows(long rows) {
    return counted(rows, "row");
  }

  /** Such as {@code 1,000 values}. */
  static String values(long values) {
    return counted(values, "value");
  }

  /** Such as {@code 0.9987 of 1,000 rows}; only a whole is called {@code all}. */
  static String share(long part, long rows) {
    return portion(part, rows) + " of " + rows(rows);
  }

  /** Such as {@code 0.9987}; only a whole is called {@code all}. */
  static String portion(long part, long whole) {
    // Down, so that nothing broken ever reads like a whole.
    return part == whole
        ? "all"
        : BigDecimal.valueOf(part)
            .divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString();
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number to ten digits. */
  static String number(double value) {
    return Double.isFinite(value)
        ? plain(new BigDecimal(Double.toString(value)).round(ROUGHLY))
        : Double.toString(value);
  }

  /** A number to its last digit. */
  static String exactly(double value) {
    return Double.isFinite(value)
        ? plain(new BigDecimal(Double.toString(value)))
        : Double.toString(value);
  }

  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    String plain = stripped.toPlainString();
    return plain.length() > LONGEST_PLAIN ? stripped.toString() : plain;
  }

  private static String counted(long number, String what) {
    return count(number) + " " + what + (number == 1 ? "" : "s");
  }
}
