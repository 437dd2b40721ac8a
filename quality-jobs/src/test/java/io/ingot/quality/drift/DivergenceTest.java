package io.ingot.quality.drift;

import static io.ingot.quality.drift.Divergence.ks;
import static io.ingot.quality.drift.Divergence.psi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers were computed apart from this code, with 40 digits. */
class DivergenceTest {
  private static final Offset<Double> TEN_DIGITS = within(1e-10);

  private static List<Long> counts(long... rows) {
    return LongStream.of(rows).boxed().toList();
  }

  @Test
  void psiIsTheSumOverBinsOfTheDifferenceTimesTheLogarithmOfTheRatio() {
    assertThat(psi(counts(10, 20, 30, 40), counts(40, 30, 20, 10)))
        .isCloseTo(0.9128696382935673, TEN_DIGITS);
    assertThat(psi(counts(100, 200, 300, 400), counts(150, 250, 350, 250)))
        .isCloseTo(0.10963851134934196, TEN_DIGITS);
    assertThat(psi(counts(3, 7, 11), counts(5, 5, 5))).isCloseTo(0.24748247316766873, TEN_DIGITS);
  }

  @Test
  void anEmptyBinCountsAsAMillionthAndASideWithoutRowsIsAllEmptyBins() {
    assertThat(psi(counts(50, 0, 50), counts(0, 50, 50))).isCloseTo(13.122337132677576, TEN_DIGITS);
    assertThat(psi(counts(0, 0, 0), counts(5, 0, 0))).isCloseTo(13.815496742453716, TEN_DIGITS);
    assertThat(psi(counts(0, 0), counts(0, 0))).isZero();
    assertThat(psi(counts(100), counts(7))).isZero();
  }

  @Test
  void ksIsTheGreatestDistanceOfTheCumulativeShares() {
    assertThat(ks(counts(10, 20, 30, 40), counts(40, 30, 20, 10))).isCloseTo(0.4, TEN_DIGITS);
    assertThat(ks(counts(1, 999), counts(999, 1))).isCloseTo(0.998, TEN_DIGITS);
    assertThat(ks(counts(3, 7, 11), counts(5, 5, 5))).isCloseTo(0.1904761904761905, TEN_DIGITS);
    assertThat(ks(counts(0, 0), counts(5, 0))).isEqualTo(1);
    assertThat(ks(counts(0, 0), counts(0, 0))).isZero();
  }

  @Property(tries = 300)
  void bothAreFiniteNeverBelowZeroTheSameBothWaysAndZeroForEqualShares(
      @ForAll @Size(7) List<@LongRange(min = 0, max = 1_000_000) Long> one,
      @ForAll @Size(7) List<@LongRange(min = 0, max = 1_000_000) Long> other) {
    assertThat(psi(one, other))
        .isFinite()
        .isNotNegative()
        .isCloseTo(psi(other, one), within(1e-12));
    assertThat(ks(one, other)).isBetween(0.0, 1.0).isEqualTo(ks(other, one));
    List<Long> twice = one.stream().map(rows -> 2 * rows).toList();
    assertThat(psi(one, twice)).isZero();
    assertThat(ks(one, twice)).isZero();
  }
}
