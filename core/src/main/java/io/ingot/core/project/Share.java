package io.ingot.core.project;

import java.math.BigDecimal;

/** A part of a whole, 0 to 1; written {@code 5%} or {@code 0.05}. */
public record Share(double value) {
  public Share {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("Invalid share: " + value + ". Use 0% to 100%.");
    }
  }

  /**
   * Reads {@code 5%} or {@code 0.05}.
   *
   * @throws IllegalArgumentException when the text is neither, or outside 0 to 1
   */
  public static Share of(String text) {
    try {
      String number = text.strip();
      return number.endsWith("%")
          ? new Share(
              new BigDecimal(number.substring(0, number.length() - 1).strip())
                  .movePointLeft(2)
                  .doubleValue())
          : new Share(new BigDecimal(number).doubleValue());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Invalid share: " + text + ". Write 5% or 0.05.", e);
    }
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
