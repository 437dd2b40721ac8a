package io.ingot.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  @Test
  void wordsOfVerdictsHoldAShareOrANumberOfRows() {
    assertThat(Measured.of("all of 10,281 rows")).contains(new Measured(1, true));
    assertThat(Measured.of("0.9996 of 10,281 rows (4 broken), at least 99.9% wanted"))
        .contains(new Measured(0.9996, true));
    assertThat(Measured.of("0.30% (58 of 19441 rows)"))
        .map(measured -> Math.round(measured.value() * 1e6))
        .contains(3000L);
    assertThat(Measured.of("86,837 rows")).contains(new Measured(86_837, false));
    assertThat(Measured.of("0 of 86837 rows")).contains(new Measured(0, false));
    assertThat(Measured.of("1 of 3 rows")).contains(new Measured(1, false));
  }

  @Test
  void otherWordsHoldNone() {
    assertThat(Measured.of("")).isEqualTo(Optional.empty());
    assertThat(Measured.of("column gone")).isEmpty();
    assertThat(Measured.of("rows")).isEmpty();
  }
}
