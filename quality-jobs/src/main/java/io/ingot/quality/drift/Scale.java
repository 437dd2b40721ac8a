package io.ingot.quality.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** What the numbers mean that a column's values are measured as. */
enum Scale {
  NUMBER {
    @Override
    String finite(double value) {
      BigDecimal short6 = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN));
      return Math.abs(value) < MOST_PLAIN && short6.scale() < LONGEST
          ? short6.stripTrailingZeros().toPlainString()
          : String.format(Locale.ROOT, "%.5g", value);
    }
  },
  /** Days since 1970-01-01. */
  DATE {
    @Override
    String finite(double value) {
      return Math.abs(value) < MOST_DAYS
          ? LocalDate.ofEpochDay((long) Math.floor(value)).toString()
          : NUMBER.finite(value);
    }
  },
  /** Seconds since 1970-01-01T00:00:00Z. */
  TIME {
    @Override
    String finite(double value) {
      return Math.abs(value) < MOST_DAYS * SECONDS
          ? Instant.ofEpochSecond((long) Math.floor(value)).toString()
          : NUMBER.finite(value);
    }
  },
  /** No number: values are told apart as text. */
  TEXT {
    @Override
    String finite(double value) {
      return NUMBER.finite(value);
    }
  };

  private static final double MOST_PLAIN = 1e9;
  private static final int LONGEST = 12;
  private static final double MOST_DAYS = 3e6;
  private static final double SECONDS = 86_400;

  abstract String finite(double value);

  /** A limit between bins as a person reads it. */
  String word(double value) {
    return Double.isFinite(value) ? finite(value) : value > 0 ? "infinity" : "-infinity";
  }
}
