package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void durationsAreANumberAndAUnit() {
    assertThat(Values.read(Duration.class, "250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Values.read(Duration.class, "90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Values.read(Duration.class, "5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Values.read(Duration.class, "1h")).isEqualTo(Duration.ofHours(1));
    assertThat(Values.read(Duration.class, "7d")).isEqualTo(Duration.ofDays(7));
    for (String text : List.of("5", "5 m", "-5m", "PT5M", "1w", "1h30m", "5M")) {
      assertThatThrownBy(() -> Values.read(Duration.class, text))
          .hasMessage(
              "Invalid duration '" + text + "'. Write a number and ms, s, m, h or d, such as 5m.");
    }
  }

  @Test
  void wholeNumbersAreDecimalAndFit() {
    assertThat(Values.read(int.class, "-12")).isEqualTo(-12);
    assertThat(Values.read(long.class, "9000000000")).isEqualTo(9_000_000_000L);
    assertThatThrownBy(() -> Values.read(int.class, "9000000000"))
        .hasMessage("The number 9000000000 is too large.");
    for (String text : List.of("010", "0x10", "1_000", "1.0", "one", "")) {
      assertThatThrownBy(() -> Values.read(int.class, text))
          .hasMessage("Invalid value '" + text + "'. Write a whole number.");
    }
  }

  @Test
  void numbersKeepTheirScaleAndHaveNoExponent() {
    assertThat(Values.read(BigDecimal.class, "12.50")).isEqualTo(new BigDecimal("12.50"));
    for (String text : List.of("1e999999999", ".5", "NaN", ".inf")) {
      assertThatThrownBy(() -> Values.read(BigDecimal.class, text))
          .hasMessageStartingWith("Invalid value '" + text + "'.");
    }
  }

  @Test
  void enumsAreLowerCaseWords() {
    assertThat(Values.read(Write.Mode.class, "replace_partitions"))
        .isEqualTo(Write.Mode.REPLACE_PARTITIONS);
    assertThatThrownBy(() -> Values.read(Write.Mode.class, "MERGE"))
        .hasMessageStartingWith("Unknown value 'MERGE'.");
  }
}
