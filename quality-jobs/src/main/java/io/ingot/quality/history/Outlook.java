package io.ingot.quality.history;

import io.ingot.core.project.Trend;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** What a measure's past says about its next value. */
sealed interface Outlook permits DailyOutlook, NormalOutlook, RateOutlook {
  /** How many deviations are too many where nothing is said. */
  double USUAL_DEVIATIONS = 3;

  /** How many earlier values it needs at least. */
  int needs();

  /** How many of a series' values are values to it. */
  int has(Series usual, LocalDate today);

  /**
   * The range of the next value; empty where the series, although long enough, has too many holes.
   *
   * @param usual as many values as it needs, or more
   * @param today the day of the next value, in UTC
   */
  Optional<Expected> next(Series usual, LocalDate today);

  /** By the method that a check names. */
  static Outlook of(Trend.Anomaly check) {
    double deviations = check.deviations().map(BigDecimal::doubleValue).orElse(USUAL_DEVIATIONS);
    return switch (check.method()) {
      case RATE_OF_CHANGE ->
          new RateOutlook(
              check.fall().map(BigDecimal::doubleValue).orElse(Double.NEGATIVE_INFINITY),
              check.rise().map(BigDecimal::doubleValue).orElse(Double.POSITIVE_INFINITY),
              check.history());
      case ONLINE_NORMAL -> new NormalOutlook(deviations, check.history());
      case HOLT_WINTERS -> new DailyOutlook(deviations, check.history());
    };
  }
}
