package io.ingot.quality.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {
  private static final int ROWS = 1000;

  /** Quantiles of equal distance, the least and the greatest included. */
  private static List<Double> quantiles(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return IntStream.rangeClosed(0, bins)
        .mapToObj(level -> sorted[Math.min(sorted.length - 1, level * sorted.length / bins)])
        .toList();
  }

  private static Histogram histogram(Bins bins, double... values) {
    long[] counts = new long[bins.size()];
    DoubleStream.of(values).forEach(value -> counts[bins.finder().applyAsInt(value)]++);
    return new Histogram(bins, Arrays.stream(counts).boxed().toList());
  }

  private static double[] drawn(DoubleSupplier distribution) {
    return DoubleStream.generate(distribution).limit(ROWS).toArray();
  }

  @Test
  void aValueOutsideOfAllThatWasSeenIsInAnOuterBinAndNaNAndNullHaveTheirOwn() {
    Ranges bins = Ranges.between(List.of(0.0, 10.0, 20.0, 30.0));

    assertThat(bins.words(Scale.NUMBER))
        .containsExactly("<= 10", "10 .. 20", "> 20", "NaN", "null");
    assertThat(
            Arrays.asList(
                    -1e300, 10.0, 10.5, 20.0, 1e300, Double.POSITIVE_INFINITY, Double.NaN, null)
                .stream()
                .map(value -> bins.finder().applyAsInt(value)))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 4);
  }

  @Test
  void equalQuantilesAreMergedAndTheirValueIsABinOfItsOwn() {
    Ranges ties = Ranges.between(List.of(0.0, 0.0, 0.0, 1.0, 5.0, 9.0, 9.0));

    assertThat(ties.words(Scale.NUMBER))
        .containsExactly("< 0", "= 0", "0 .. 1", "1 .. 5", "5 .. < 9", "= 9", "> 9", "NaN", "null");
    assertThat(
            List.of(-1.0, -0.0, 0.0, 0.5, 9.0, 9.5).stream()
                .map(value -> ties.finder().applyAsInt(value)))
        .containsExactly(0, 1, 1, 2, 5, 6);
  }

  @Test
  void zeroIsOneValueWhateverItsSign() {
    Ranges bins = Ranges.between(List.of(-1.0, -0.0, -0.0, 2.0, 3.0));

    assertThat(bins.finder().applyAsInt(0.0)).isEqualTo(bins.finder().applyAsInt(-0.0));
  }

  @Test
  void aConstantColumnThatMovesDownOrUpIsSeen() {
    double[] fives = DoubleStream.generate(() -> 5).limit(ROWS).toArray();
    Ranges bins = Ranges.between(quantiles(fives, 2));
    Histogram was = histogram(bins, fives);

    assertThat(Divergence.psi(was.counts(), histogram(bins, 4.0, 4.0).counts())).isGreaterThan(10);
    assertThat(Divergence.psi(was.counts(), histogram(bins, 6.0, 6.0).counts())).isGreaterThan(10);
    assertThat(Divergence.psi(was.counts(), histogram(bins, 5.0, 5.0).counts())).isZero();
  }

  @Test
  void theDistanceOverBinsMissesLessThanTheShareBetweenTwoQuantiles() {
    Random random = new Random(3);
    double[] was = drawn(random::nextGaussian);
    double[] now = drawn(() -> Math.rint(2 * random.nextGaussian()) / 2 + 0.1);
    Ranges bins = Ranges.around(quantiles(was, 100));

    double binned = Divergence.ks(histogram(bins, was).counts(), histogram(bins, now).counts());

    double exact =
        DoubleStream.concat(DoubleStream.of(was), DoubleStream.of(now))
            .map(at -> Math.abs(upTo(was, at) - upTo(now, at)))
            .max()
            .orElseThrow();
    assertThat(binned).isBetween(exact - 0.0101, exact);
  }

  private static double upTo(double[] values, double limit) {
    return (double) DoubleStream.of(values).filter(value -> value <= limit).count() / values.length;
  }

  @Test
  void twentyUndriftedResamplingsStayBelowTheLimitsAndAShiftDoesNot() {
    Random random = new Random(7);
    List<DoubleSupplier> distributions =
        List.of(
            random::nextGaussian,
            () -> Math.exp(2 * random.nextGaussian()),
            () -> random.nextInt(5),
            () -> random.nextInt(10) < 3 ? 0 : random.nextDouble(),
            () -> random.nextInt(50) == 0 ? Double.NaN : random.nextDouble());
    for (DoubleSupplier distribution : distributions) {
      double[] was = drawn(distribution);
      List<Double> numbers = quantiles(DoubleStream.of(was).filter(v -> v == v).toArray(), 10);
      Ranges bins = Ranges.between(numbers);
      Ranges fine =
          Ranges.around(quantiles(DoubleStream.of(was).filter(v -> v == v).toArray(), 100));
      for (int i = 0; i < 20; i++) {
        double[] now = drawn(distribution);
        assertThat(Divergence.psi(histogram(bins, was).counts(), histogram(bins, now).counts()))
            .isLessThan(0.1);
        assertThat(Divergence.ks(histogram(fine, was).counts(), histogram(fine, now).counts()))
            .isLessThan(0.1);
      }
      double[] shifted = DoubleStream.of(drawn(distribution)).map(v -> v + 1).toArray();
      assertThat(Divergence.psi(histogram(bins, was).counts(), histogram(bins, shifted).counts()))
          .isGreaterThan(0.2);
    }
  }

  @Test
  void twentyUndriftedResamplingsOfALongTailOfCategoriesStayBelowTheLimit() {
    Random random = new Random(11);
    DoubleSupplier tail = () -> Math.rint(Math.exp(1.5 * Math.abs(random.nextGaussian())));
    List<Double> seen = new ArrayList<>(DoubleStream.of(drawn(tail)).boxed().toList());
    List<String> frequent =
        seen.stream()
            .collect(Collectors.groupingBy(v -> v, Collectors.counting()))
            .entrySet()
            .stream()
            .sorted(Comparator.comparing(value -> -value.getValue()))
            .limit(20)
            .map(value -> value.getKey().toString())
            .toList();
    Bins bins = new Categories(frequent);
    for (int i = 0; i < 20; i++) {
      double[] now = drawn(tail);
      assertThat(
              Divergence.psi(words(bins, seen), words(bins, DoubleStream.of(now).boxed().toList())))
          .isLessThan(0.1);
    }
  }

  private static List<Long> words(Bins bins, List<Double> values) {
    long[] counts = new long[bins.size()];
    values.forEach(value -> counts[bins.finder().applyAsInt(value.toString())]++);
    return Arrays.stream(counts).boxed().toList();
  }

  @Test
  void whatIsKeptIsReadAsItWas() {
    Histogram odd =
        new Histogram(
            Ranges.between(
                List.of(
                    Double.NEGATIVE_INFINITY,
                    0.1,
                    0.1,
                    Double.MAX_VALUE,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY)),
            List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
    Histogram words = new Histogram(new Categories(List.of("a\"b", "ü")), List.of(1L, 2L, 3L, 4L));

    assertThat(Json.read(Json.write(odd), Histogram.class)).isEqualTo(odd);
    assertThat(Json.read(Json.write(words), Histogram.class)).isEqualTo(words);
  }
}
