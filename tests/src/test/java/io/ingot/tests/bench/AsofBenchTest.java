package io.ingot.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsofBenchTest {
  @Test
  void everythingIsComparedWithIngotOnEvenKeys() {
    AsofScores scores = new AsofScores();
    for (double seconds : new double[] {2, 90, 1}) {
      scores.add(AsofWay.INGOT, "even", cost(seconds));
      scores.add(AsofWay.ROW_NUMBER, "even", cost(4 * seconds));
      scores.add(AsofWay.INGOT, "hot", cost(seconds / 2));
    }

    assertThat(scores.table().lines().skip(1))
        .containsExactly(
            "ingot        even       2.00      4.00     1.00x     1.00x",
            "row-number   even       8.00     16.00     4.00x     4.00x",
            "ingot        hot        1.00      2.00     0.50x     0.50x");
  }

  @Test
  void optionsAreReadAndBounded() {
    assertThat(AsofOptions.parse(List.of())).isEqualTo(new AsofOptions(20_000, 10, 400, 3));
    assertThat(
            AsofOptions.parse(
                List.of("--size", "1m", "--per-label", "5", "--entities", "7", "--runs", "2")))
        .isEqualTo(new AsofOptions(1_000_000, 5, 7, 2));
    for (List<String> wrong :
        List.of(
            List.of("--size", "999"),
            List.of("--per-label", "0"),
            List.of("--entities", "0"),
            List.of("--entities", "20001"),
            List.of("--runs", "0"),
            List.of("--runs", "21"),
            List.of("--runs", "x"),
            List.of("--only", "spark"),
            List.of("--size"))) {
      assertThatIllegalArgumentException().isThrownBy(() -> AsofOptions.parse(wrong));
    }
  }

  private static Cost cost(double seconds) {
    return new Cost(seconds, 2 * seconds, 0, Map.of());
  }
}
