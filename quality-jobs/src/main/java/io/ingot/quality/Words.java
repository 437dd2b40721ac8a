package io.ingot.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Measured values for a person. */
final class Words {
  private static final int DIGITS = 4;

  private Words() {}

  /** Such as {@code 1,000 rows}. */
  static String rows(long rows) {
    return count(rows) + (rows == 1 ? " row" : " rows");
  }

  /** Such as {@code 0.9987 of 1,000 rows}; only a whole is called {@code all}. */
  static String share(long part, long rows) {
    // Down, so that nothing broken ever reads like a whole.
    String share =
        BigDecimal.valueOf(part)
            .divide(BigDecimal.valueOf(rows), DIGITS, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString();
    return (part == rows ? "all" : share) + " of " + rows(rows);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
