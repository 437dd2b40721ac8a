package io.ingot.quality.history;

import com.amazon.deequ.anomalydetection.OnlineNormalStrategy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The next value lies within so many deviations of the mean, both by Deequ's {@code
 * OnlineNormalStrategy}. Deequ lets the value that is judged pull the mean and the deviation
 * towards itself, so that of fewer than eleven values none can ever be three deviations off; here
 * it is judged by the earlier ones alone.
 */
record NormalOutlook(double deviations, int history) implements Outlook {
  private static final OnlineNormalStrategy DEEQU =
      new OnlineNormalStrategy(Option.apply(1.0), Option.apply(1.0), 0, true);

  /** Of one value there is no deviation. */
  @Override
  public int needs() {
    return Math.max(history, 2);
  }

  @Override
  public int has(Series usual, LocalDate today) {
    return usual.size();
  }

  @Override
  public Optional<Expected> next(Series usual, LocalDate today) {
    int size = usual.size();
    Seq<OnlineNormalStrategy.OnlineCalculationResult> running =
        DEEQU.computeStatsAndAnomalies(
            JavaConverters.asScalaBuffer(new ArrayList<Object>(usual.numbers())).toVector(),
            new Tuple2<>(0, 0));
    OnlineNormalStrategy.OnlineCalculationResult last = running.last();
    // Deequ's deviation is that of these values as a whole, not of what they are a sample of; and
    // their mean is not known for sure.
    double reach =
        Certainty.factor(deviations, size - 1)
            * last.stdDev()
            * Math.sqrt((size + 1.0) / (size - 1.0));
    return Optional.of(new Expected(last.mean() - reach, last.mean() + reach, size));
  }
}
