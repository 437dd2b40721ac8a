package io.ingot.etl.silver.json;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers in text, as the very values that they say. */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
  private static final Set<String> NON_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  /** More than any type holds, and than are read quickly. */
  private static final int MOST_DIGITS = 1000;

  private Numbers() {}

  static long whole(String text, long least, long greatest) throws Unfit {
    if (!WHOLE.matcher(text).matches()) {
      throw new Unfit("BAD_INT");
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Too many digits, which is told as the others that are too great.
    }
    throw new Unfit("OVERFLOW");
  }

  /** The nearest number that the type has. */
  static double floating(String text, boolean nonFinite) throws Unfit {
    double value = Double.parseDouble(floatingText(text, nonFinite));
    if (Double.isInfinite(value) && !NON_FINITE.contains(text)) {
      throw new Unfit("NON_FINITE");
    }
    return value;
  }

  static float singleFloating(String text, boolean nonFinite) throws Unfit {
    float value = Float.parseFloat(floatingText(text, nonFinite));
    if (Float.isInfinite(value) && !NON_FINITE.contains(text)) {
      throw new Unfit("NON_FINITE");
    }
    return value;
  }

  private static String floatingText(String text, boolean nonFinite) throws Unfit {
    if (NON_FINITE.contains(text)) {
      if (!nonFinite) {
        throw new Unfit("NON_FINITE");
      }
    } else if (!NUMBER.matcher(text).matches()) {
      // Java takes more than numbers, such as 1d.
      throw new Unfit("BAD_NUMBER");
    }
    return text;
  }

  static BigDecimal decimal(String text, int precision, int scale) throws Unfit {
    if (!NUMBER.matcher(text).matches()) {
      throw new Unfit("BAD_DECIMAL");
    }
    BigDecimal value = exact(text);
    if (value.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    if ((long) value.precision() - value.scale() > precision - scale) {
      throw new Unfit("OVERFLOW");
    }
    if (value.scale() > scale) {
      throw new Unfit("SCALE_LOSS");
    }
    return value.setScale(scale);
  }

  private static BigDecimal exact(String text) throws Unfit {
    if (text.length() > MOST_DIGITS) {
      throw new Unfit("OVERFLOW");
    }
    try {
      return new BigDecimal(text).stripTrailingZeros();
    } catch (NumberFormatException e) {
      // Its exponent is beyond all bounds.
      throw new Unfit("OVERFLOW");
    }
  }
}
