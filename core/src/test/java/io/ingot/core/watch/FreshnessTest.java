package io.ingot.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Fresh;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Instant NOW = Instant.parse("2026-03-06T12:00:00Z");
  private static final Optional<Fresh> DAY = Optional.of(Fresh.within(Duration.ofHours(26)));

  @Test
  void aTableIsLateFromTheFirstMomentAfterWhatIsDeclared() {
    assertThat(verdicts(Duration.ofHours(26), Duration.ofHours(26).plusSeconds(1)))
        .containsExactly("yes", "LATE by 1s");
    assertThat(verdicts(Duration.ofHours(29).plusMinutes(20))).containsExactly("LATE by 3h 20m");
  }

  @Test
  void aTableWithoutRowsIsLateOnlyWhereSomeAreExpected() {
    assertThat(freshness(Optional.empty(), DAY).verdict()).isEqualTo("LATE, no rows");
    assertThat(freshness(Optional.empty(), DAY).lateBy()).isEmpty();
    assertThat(freshness(Optional.empty(), Optional.empty()).isLate()).isFalse();
    assertThat(freshness(Optional.of(Duration.ofDays(900)), Optional.empty()).verdict())
        .isEqualTo("-");
  }

  @Test
  void aLateTableIsMeasuredAsAWarning() {
    Measurement late = freshness(Optional.of(Duration.ofHours(27)), DAY).measured("r");

    assertThat(late.kind()).isEqualTo(Measurement.Kind.AGE);
    assertThat(late.name()).isEqualTo("fresh within 26h");
    assertThat(late.value()).hasValue(27 * 3600);
    assertThat(late.ruling()).contains(Verdict.Ruling.WARNED);
    assertThat(freshness(Optional.of(Duration.ofHours(1)), DAY).measured("r").ruling())
        .contains(Verdict.Ruling.PASSED);
  }

  @Test
  void durationsAreToldByTheirTwoGreatestUnits() {
    assertThat(
            Stream.of("PT0S", "PT59S", "PT61S", "PT59M59S", "PT1H", "PT47H59M", "PT48H", "PT51H")
                .map(Duration::parse)
                .map(Freshness::words))
        .containsExactly("0s", "59s", "1m", "59m", "1h", "47h 59m", "2d", "2d 3h");
  }

  private static List<String> verdicts(Duration... ages) {
    return Stream.of(ages).map(age -> freshness(Optional.of(age), DAY).verdict()).toList();
  }

  private static Freshness freshness(Optional<Duration> age, Optional<Fresh> wanted) {
    return new Freshness(TableName.of("silver.sales"), NOW, age.map(NOW::minus), age, wanted);
  }
}
