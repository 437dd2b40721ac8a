package io.ingot.quality.history;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The next value is so many times the last one, as Deequ's {@code RelativeRateOfChangeStrategy} of
 * order 1 has it, said as a range.
 *
 * @param fall least factor; minus infinity for none
 * @param rise greatest factor; infinity for none
 */
record RateOutlook(double fall, double rise, int needs) implements Outlook {
  @Override
  public int has(Series usual, LocalDate today) {
    return usual.size();
  }

  @Override
  public Optional<Expected> next(Series usual, LocalDate today) {
    List<Double> numbers = usual.numbers();
    double last = numbers.get(numbers.size() - 1);
    double least = times(last, fall);
    double most = times(last, rise);
    return Optional.of(new Expected(Math.min(least, most), Math.max(least, most), 1));
  }

  /** From nothing, no factor leads anywhere: 0 times infinity is still open. */
  private static double times(double last, double factor) {
    return last == 0 && Double.isInfinite(factor) ? factor : last * factor;
  }
}
