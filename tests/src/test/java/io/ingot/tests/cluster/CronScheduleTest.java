package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules mean what the operator takes them for. */
class CronScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * *    | UTC           | 2026-11-22T02:00Z[UTC] | 2026-11-23T02:00Z[UTC]",
        "0 */6 * * *  | UTC           | 2026-11-22T05:59Z[UTC] | 2026-11-22T06:00Z[UTC]",
        "*/15 * * * * | UTC           | 2026-11-22T05:46Z[UTC] | 2026-11-22T06:00Z[UTC]",
        "0 5 * * 0    | UTC           | 2026-11-22T05:00Z[UTC] | 2026-11-29T05:00Z[UTC]",
        "0 5 * * sun  | UTC           | 2026-11-23T00:00Z[UTC] | 2026-11-29T05:00Z[UTC]",
        "5/20 1 * * * | UTC           | 2026-11-22T01:26Z[UTC] | 2026-11-22T01:45Z[UTC]",
        "0 0 13 * 5   | UTC           | 2026-11-22T00:00Z[UTC] | 2026-11-27T00:00Z[UTC]",
        "0 0 29 2 *   | UTC           | 2026-11-22T00:00Z[UTC] | 2028-02-29T00:00Z[UTC]",
        "@daily       | UTC           | 2026-11-22T00:00Z[UTC] | 2026-11-23T00:00Z[UTC]",
        "0 2 * * *    | Asia/Shanghai | 2026-11-22T00:00Z[UTC] | 2026-11-22T18:00Z[UTC]",
      })
  void theNextTimeIsFound(String schedule, String zone, ZonedDateTime after, ZonedDateTime next) {
    assertThat(CronSchedule.of(schedule, zone).next(after).orElseThrow().toInstant())
        .isEqualTo(next.toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 2 * *",
        "0 0 2 * * *",
        "60 2 * * *",
        "0 24 * * *",
        "0 2 0 * *",
        "0 2 * 13 *",
        "0 2 * * 7",
        "0 2-1 * * *",
        "*/0 * * * *",
        "0 2 * * monday",
        "0,, 2 * * *",
        "@sometimes",
        ""
      })
  void whatTheOperatorCannotReadIsRefused(String schedule) {
    assertThatIllegalArgumentException().isThrownBy(() -> CronSchedule.of(schedule, "UTC"));
  }

  @Test
  void anUnknownZoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CronSchedule.of("@daily", "Mars/One"));
  }
}
