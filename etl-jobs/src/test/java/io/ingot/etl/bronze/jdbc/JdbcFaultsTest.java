package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcFaultsTest {
  @ParameterizedTest
  @CsvSource({
    "08006, 0, CONNECTION",
    "08000, 0, CONNECTION",
    "57P01, 0, CONNECTION",
    "57014, 0, TIMEOUT",
    "53300, 0, BUSY",
    "08004, 1040, BUSY",
    "HY000, 1205, BUSY",
    "40001, 1213, BUSY",
    "40P01, 0, BUSY",
    "28P01, 0, LASTING",
    "42P01, 0, LASTING",
    ", 0, LASTING",
  })
  void theStateTellsWhetherAskingAgainCanHelp(String state, int code, Fault fault) {
    SourceException told =
        JdbcFaults.told("shop/orders", new SQLException("row 4711 is odd", state, code));

    assertThat(told.fault()).isEqualTo(fault);
    assertThat(told).hasMessageContaining("4711");
    assertThat(told.summary()).contains("shop/orders").doesNotContain("4711");
  }

  @Test
  void aDriverThatGivesUpWaitingIsATimeout() {
    assertThat(JdbcFaults.of(new SQLTimeoutException("late"))).isEqualTo(Fault.TIMEOUT);
  }
}
