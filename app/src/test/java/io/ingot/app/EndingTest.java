package io.ingot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndingTest {
  private static final String ON_WARNINGS = "ingot.exit.warnings";

  @AfterEach
  void forget() {
    System.clearProperty(ON_WARNINGS);
  }

  @ParameterizedTest
  @EnumSource
  void everyEndHasItsNumber(ExitCode code) {
    assertThat(Ending.of(code)).isEqualTo(code.code());
  }

  @Test
  void whoeverTakesAllButNothingForAFailureCanHaveWarningsAsDone() {
    System.setProperty(ON_WARNINGS, "0");

    assertThat(Ending.of(ExitCode.WARNINGS)).isZero();
    assertThat(Ending.of(ExitCode.GATE_REFUSED)).isEqualTo(3);
    assertThat(Ending.of(ExitCode.CRASH)).isEqualTo(1);
  }
}
