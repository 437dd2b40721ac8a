package io.ingot.quality.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.deequ.anomalydetection.AnomalyDetector;
import com.amazon.deequ.anomalydetection.DataPoint;
import com.amazon.deequ.anomalydetection.RelativeRateOfChangeStrategy;
import io.ingot.core.project.Trend;
import io.ingot.core.project.Trend.Measure;
import io.ingot.core.project.Trend.Method;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.Option;
import scala.collection.JavaConverters;

class OutlookTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

  @ParameterizedTest
  @EnumSource(Method.class)
  void aPlantedJumpIsFoundAndThirtyQuietValuesRaiseNothing(Method method) {
    Outlook outlook = Outlook.of(Anomalies.rows(method, 7));
    IntToDoubleFunction quiet = method == Method.HOLT_WINTERS ? weekly(3) : level(3);
    List<Integer> quietlyRaised = new ArrayList<>();
    List<Integer> missed = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int day = 0; day < outlook.needs() + 30; day++) {
      double value = quiet.applyAsDouble(day);
      if (day >= outlook.needs()) {
        Expected expected = outlook.next(series(values), FIRST.plusDays(day)).orElseThrow();
        if (!expected.holds(value)) {
          quietlyRaised.add(day);
        }
        if (expected.holds(value * 2.5) || expected.holds(value * 0.4)) {
          missed.add(day);
        }
      }
      values.add(value);
    }

    assertThat(quietlyRaised).isEmpty();
    assertThat(missed).isEmpty();
  }

  @Test
  void oneQuietValueInHundredsIsAnAnomalyHoweverFewThereWereBefore() {
    int raised = 0;
    for (int seed = 0; seed < 4000; seed++) {
      Random random = new Random(seed);
      double[] values = random.doubles(8, 0, 1).map(any -> random.nextGaussian()).toArray();
      List<Double> before = DoubleStream.of(values).limit(7).boxed().toList();
      Outlook outlook = Outlook.of(Anomalies.rows(Method.ONLINE_NORMAL, 7));
      Expected expected = outlook.next(series(before), FIRST.plusDays(7)).orElseThrow();
      raised += expected.holds(values[7]) ? 0 : 1;
    }

    // 4000 / 370 = 10.8; three plain deviations would raise some 170.
    assertThat(raised).isBetween(2, 24);
  }

  @Test
  void aRateOfChangeIsWhatDeequSays() {
    Random random = new Random(11);
    double[] numbers = {-40, -1, 0, 1, 9, 10, 11, 20, 21, 100};
    for (int i = 0; i < 600; i++) {
      double last = numbers[random.nextInt(numbers.length)];
      double next = numbers[random.nextInt(numbers.length)];
      String fall = random.nextInt(3) == 0 ? "" : "0.5";
      String rise = fall.isEmpty() || random.nextBoolean() ? "2" : "";
      if (last == 0 && (fall.isEmpty() || rise.isEmpty())) {
        // Deequ takes the end that nobody set for the largest double, and infinity is beyond it.
        continue;
      }
      boolean deequ =
          new AnomalyDetector(new RelativeRateOfChangeStrategy(factor(fall), factor(rise), 1))
              .isNewPointAnomalous(
                  JavaConverters.asScalaBuffer(List.of(point(1, 5), point(2, last))),
                  point(3, next))
              .anomalies()
              .isEmpty();

      Outlook outlook = Outlook.of(Anomalies.factors(fall, rise));
      Expected expected = outlook.next(series(List.of(5.0, last)), FIRST).orElseThrow();

      assertThat(expected.holds(next))
          .as("%s after %s within %s and %s", next, last, fall, rise)
          .isEqualTo(deequ);
    }
  }

  @Test
  void aWeekendIsExpectedToBeAWeekend() {
    Outlook outlook = Outlook.of(Anomalies.rows(Method.HOLT_WINTERS, 14));
    List<Double> values = IntStream.range(0, 28).mapToDouble(weekly(5)).boxed().toList();

    // FIRST is a Thursday; the day after 28 days is one again, two days later is a Saturday.
    Expected thursday = outlook.next(series(values), FIRST.plusDays(28)).orElseThrow();
    List<Double> more = IntStream.range(0, 30).mapToDouble(weekly(5)).boxed().toList();
    Expected saturday = outlook.next(series(more), FIRST.plusDays(30)).orElseThrow();

    assertThat(thursday.holds(1200)).isTrue();
    assertThat(thursday.holds(800)).isFalse();
    assertThat(saturday.holds(800)).isTrue();
    assertThat(saturday.holds(1200)).isFalse();
  }

  @Test
  void aMissedDayDoesNotMoveTheWeeksAfterIt() {
    Outlook outlook = Outlook.of(Anomalies.rows(Method.HOLT_WINTERS, 14));
    IntToDoubleFunction weekly = weekly(5);
    List<Past> holed =
        IntStream.range(0, 30)
            .filter(day -> day != 3 && day != 17 && day != 25)
            .mapToObj(day -> past(day, weekly.applyAsDouble(day)))
            .toList();

    Expected saturday = outlook.next(new Series(holed), FIRST.plusDays(30)).orElseThrow();

    assertThat(saturday.holds(800)).isTrue();
    assertThat(saturday.holds(1200)).isFalse();
    assertThat(saturday.words(Measure.ROWS)).endsWith(" from 27 earlier values");
  }

  @Test
  void twoWholeWeeksOfDaysAreTheLeastForHoltWinters() {
    Outlook outlook = Outlook.of(Anomalies.rows(Method.HOLT_WINTERS, 3));
    // Twenty batches of four days, and one of the day that is judged.
    List<Past> often = IntStream.range(0, 21).mapToObj(i -> past(i / 5, 1000)).toList();

    assertThat(outlook.needs()).isEqualTo(14);
    assertThat(outlook.has(new Series(often), FIRST.plusDays(4))).isEqualTo(4);
  }

  @Test
  void aSeriesOfMoreHolesThanDaysIsNotJudged() {
    Outlook outlook = Outlook.of(Anomalies.rows(Method.HOLT_WINTERS, 14));
    List<Past> seldom = IntStream.range(0, 14).mapToObj(i -> past(i * 3, 1000)).toList();

    assertThat(outlook.next(new Series(seldom), FIRST.plusDays(42))).isEmpty();
  }

  @Test
  void aSeriesThatNeverMovedForgivesNoisyArithmeticAndNothingElse() {
    Trend.Anomaly check = Anomalies.rows(Method.ONLINE_NORMAL, 7);
    Expected expected =
        Outlook.of(check)
            .next(series(List.of(0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3)), FIRST)
            .orElseThrow();

    assertThat(expected.holds(0.1 + 0.2)).isTrue();
    assertThat(expected.holds(0.3001)).isFalse();
    assertThat(expected.holds(Double.NaN)).isFalse();
  }

  @Test
  void theRangeIsToldSoThatWhatItNamesWouldPass() {
    assertThat(new Expected(899.2, 1100.8, 14).words(Measure.ROWS))
        .isEqualTo("900 to 1,100 from 14 earlier values");
    assertThat(new Expected(-0.01, 0.0234567891, 8).words(Measure.NULLS))
        .isEqualTo("0 to 0.0234567 from 8 earlier values");
    assertThat(new Expected(50, Double.POSITIVE_INFINITY, 1).words(Measure.SUM))
        .isEqualTo("50 or more from 1 earlier value");
    assertThat(new Expected(Double.NEGATIVE_INFINITY, -1.5, 2).words(Measure.MEAN))
        .isEqualTo("-1.5 or less from 2 earlier values");
  }

  private static IntToDoubleFunction level(int seed) {
    double[] noise = new Random(seed).doubles(200, -1, 1).toArray();
    return day -> Math.round(1000 + 60 * noise[day]);
  }

  /** Five days of some 1,200 rows from a Monday on, and two of some 800. */
  private static IntToDoubleFunction weekly(int seed) {
    double[] noise = new Random(seed).doubles(200, -1, 1).toArray();
    return day ->
        Math.round(
            (FIRST.plusDays(day).getDayOfWeek().getValue() < 6 ? 1200 : 800) + 30 * noise[day]);
  }

  private static Series series(List<Double> values) {
    return new Series(
        IntStream.range(0, values.size()).mapToObj(day -> past(day, values.get(day))).toList());
  }

  private static Past past(int day, double value) {
    Instant at = FIRST.plusDays(day).atTime(6, 0).toInstant(ZoneOffset.UTC);
    return new Past(at, value, false);
  }

  private static DataPoint<Object> point(long time, double value) {
    return new DataPoint<>(time, Option.apply(value));
  }

  @Test
  void fromNothingAnyRiseIsFreeWhereNoneIsLimited() {
    Outlook outlook = Outlook.of(Anomalies.factors("0.5", ""));

    assertThat(outlook.next(series(List.of(0.0)), FIRST).orElseThrow().holds(20)).isTrue();
  }

  private static Option<Object> factor(String said) {
    return said.isEmpty() ? Option.empty() : Option.apply(Double.valueOf(said));
  }
}
