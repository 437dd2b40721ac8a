package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Load LOAD = new Load(1_000);
  private static final TreeMap<String, String> GOLD =
      new TreeMap<>(
          Map.of(
              "2025-01-01 books view", "events 3 amount 10.50 users 2",
              "2025-01-02 games cart", "events 1 amount 0.10 users 1"));

  private static final Answer RIGHT =
      new Answer(1_000, 980, Optional.of(10L), new BigDecimal("10.60"), BigDecimal.TEN, GOLD);

  @Test
  void equalAnswersHaveNoDifference() {
    Answer scaled =
        new Answer(1_000, 980, Optional.empty(), new BigDecimal("10.6"), BigDecimal.TEN, GOLD);

    assertThat(Comparison.of(LOAD, pair(RIGHT, scaled))).isEmpty();
  }

  @Test
  void rowsThatAllOfThemLostAreFoundByWhatWasGenerated() {
    Answer short1 =
        new Answer(999, 979, Optional.of(9L), new BigDecimal("10.60"), BigDecimal.TEN, GOLD);

    assertThat(Comparison.of(LOAD, pair(short1, short1)))
        .contains(
            "ingot has 999 bronze rows, but 1000 were generated.",
            "spark has 979 silver rows, but 980 were generated.",
            "ingot has 9 refused rows, but 10 were generated.");
  }

  @Test
  void aCentOfDifferenceIsTold() {
    Answer cent =
        new Answer(1_000, 980, Optional.of(10L), new BigDecimal("10.61"), BigDecimal.TEN, GOLD);

    assertThat(Comparison.of(LOAD, pair(RIGHT, cent)))
        .containsExactly("ingot and spark disagree on the sum of silver amounts: 10.60 and 10.61.");
  }

  @Test
  void otherValuesInSilverRowsAreTold() {
    Answer other =
        new Answer(1_000, 980, Optional.of(10L), new BigDecimal("10.60"), BigDecimal.ONE, GOLD);

    assertThat(Comparison.of(LOAD, pair(RIGHT, other)))
        .containsExactly("ingot and spark disagree on the values of silver rows.");
  }

  @Test
  void goldRowsThatDifferOrAreMissingAreToldWithTheFirst() {
    TreeMap<String, String> planted = new TreeMap<>(GOLD);
    planted.put("2025-01-01 books view", "events 3 amount 10.50 users 3");
    planted.remove("2025-01-02 games cart");
    Answer other =
        new Answer(1_000, 980, Optional.of(10L), new BigDecimal("10.60"), BigDecimal.TEN, planted);

    assertThat(Comparison.of(LOAD, pair(RIGHT, other)))
        .containsExactly(
            "ingot and spark disagree on 2 gold rows, first on '2025-01-01 books view':"
                + " events 3 amount 10.50 users 2, and events 3 amount 10.50 users 3.");
  }

  private static Map<Contestant, Answer> pair(Answer ingot, Answer spark) {
    return new TreeMap<>(Map.of(Contestant.INGOT, ingot, Contestant.SPARK, spark));
  }
}
