package io.ingot.quality.history;

import com.amazon.deequ.anomalydetection.seasonal.HoltWinters;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The next value of a series by the day that repeats by the week, by the additive model of Deequ's
 * {@code HoltWinters}. Its smoothing factors are looked for here among a few: Deequ's own search
 * ends with an assertion of breeze on quiet series, and its limit, 1.96 deviations of absolute
 * errors, calls about one quiet value in four an anomaly.
 *
 * <p>Deequ takes values as they come and knows no dates, so a day without one would move all weeks
 * after it. Such a day is given the value of a week before, or else of the day before.
 */
record DailyOutlook(double deviations, int history) implements Outlook {
  private static final int WEEK = 7;
  private static final int CYCLES = 2;
  private static final int FACTORS = 3;
  private static final double[] LEVELS = {0, 0.1, 0.3, 0.6};
  private static final double[] TRENDS = {0, 0.1, 0.3};
  private static final double[] SEASONS = {0, 0.1, 0.3, 0.6};

  /** Deequ needs two whole weeks. */
  @Override
  public int needs() {
    return Math.max(history, CYCLES * WEEK);
  }

  @Override
  public int has(Series usual, LocalDate today) {
    return byDay(usual, today).size();
  }

  @Override
  public Optional<Expected> next(Series usual, LocalDate today) {
    NavigableMap<LocalDate, Double> known = byDay(usual, today);
    long days = ChronoUnit.DAYS.between(known.firstKey(), today);
    if (days > 2L * known.size()) {
      return Optional.empty();
    }
    Seq<Object> series = seq(whole(known, today));
    Fit best = Fit.of(series, LEVELS[0], TRENDS[0], SEASONS[0]);
    for (double level : LEVELS) {
      for (double trend : TRENDS) {
        for (double season : SEASONS) {
          Fit fit = Fit.of(series, level, trend, season);
          best = fit.error() < best.error() ? fit : best;
        }
      }
    }
    int degrees = series.size() - WEEK - FACTORS;
    double reach = Certainty.factor(deviations, degrees) * Math.sqrt(best.error() / degrees);
    return Optional.of(
        new Expected(best.forecast() - reach, best.forecast() + reach, known.size()));
  }

  /** The last value of each day before today. */
  private static NavigableMap<LocalDate, Double> byDay(Series usual, LocalDate today) {
    NavigableMap<LocalDate, Double> days = new TreeMap<>();
    usual
        .values()
        .forEach(past -> days.put(LocalDate.ofInstant(past.at(), ZoneOffset.UTC), past.value()));
    return days.headMap(today, false);
  }

  private static List<Double> whole(NavigableMap<LocalDate, Double> known, LocalDate today) {
    List<Double> all = new ArrayList<>();
    for (LocalDate day = known.firstKey(); day.isBefore(today); day = day.plusDays(1)) {
      int at = all.size();
      Double value = known.get(day);
      all.add(value != null ? value : all.get(at >= WEEK ? at - WEEK : at - 1));
    }
    return all;
  }

  private static Seq<Object> seq(List<Double> numbers) {
    return JavaConverters.asScalaBuffer(new ArrayList<Object>(numbers)).toVector();
  }

  /**
   * @param error sum of the squares of what the model was off by, one day ahead, from the second
   *     week on: the first is what it starts from
   */
  private record Fit(double forecast, double error) {
    static Fit of(Seq<Object> series, double level, double trend, double season) {
      HoltWinters.ModelResults model =
          new HoltWinters(WEEK).additiveHoltWinters(series, WEEK, 1, level, trend, season);
      double error =
          JavaConverters.seqAsJavaList(model.residuals()).stream()
              .skip(WEEK)
              .mapToDouble(off -> (Double) off * (Double) off)
              .sum();
      return new Fit((Double) model.forecasts().head(), error);
    }
  }
}
