package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.project.Trend.Anomaly;
import io.ingot.core.project.Trend.Measure;
import io.ingot.core.project.Trend.Method;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void anAnomalyIsJudgedByOnlineNormalFromSevenValuesUnlessSaid() {
    Anomaly usual = rows(null, "", "", "", 0, CheckTerms.usual());

    assertThat(usual.method()).isEqualTo(Method.ONLINE_NORMAL);
    assertThat(usual.history()).isEqualTo(7);
    // Another method has a history of its own.
    assertThat(usual.describe()).isEqualTo("anomaly rows by online_normal");
    assertThat(rows(Method.RATE_OF_CHANGE, "0.5", "", "", 1, CheckTerms.usual()).describe())
        .isEqualTo("anomaly rows by rate_of_change");
  }

  @Test
  void whatAMethodHasNoUseForIsNotPassedOver() {
    CheckTerms usual = CheckTerms.usual();
    refused(() -> rows(Method.RATE_OF_CHANGE, "", "", "", 1, usual), "needs fall, rise or both");
    refused(() -> rows(Method.ONLINE_NORMAL, "0.5", "", "", 1, usual), "fall and rise belong to");
    refused(() -> rows(Method.RATE_OF_CHANGE, "", "2", "3", 1, usual), "deviations belong to");
    refused(() -> rows(Method.RATE_OF_CHANGE, "2", "0.5", "", 1, usual), "fall 2 is above rise");
    refused(() -> rows(Method.RATE_OF_CHANGE, "-1", "", "", 1, usual), "factors above 0");
    refused(() -> rows(Method.HOLT_WINTERS, "", "", "0", 1, usual), "factors above 0");
    refused(() -> rows(Method.ONLINE_NORMAL, "", "", "", -1, usual), "history must be 1 or more");
    CheckTerms table =
        new CheckTerms(
            CheckTerms.Level.ERROR,
            Optional.empty(),
            CheckTerms.Scope.TABLE,
            Optional.empty(),
            Optional.empty());
    refused(() -> rows(Method.ONLINE_NORMAL, "", "", "", 7, table), "leave out 'on'");
  }

  private static void refused(Runnable declaring, String message) {
    assertThatThrownBy(declaring::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Anomaly rows(
      Method method, String fall, String rise, String deviations, int history, CheckTerms terms) {
    return new Anomaly(
        Measure.ROWS,
        Optional.empty(),
        method,
        number(fall),
        number(rise),
        number(deviations),
        history,
        terms);
  }

  private static Optional<BigDecimal> number(String said) {
    return Optional.of(said).filter(text -> !text.isEmpty()).map(BigDecimal::new);
  }
}
