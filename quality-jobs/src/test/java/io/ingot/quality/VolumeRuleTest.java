package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.BusinessCalendar;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CountCheck;
import io.ingot.core.project.Trend;
import io.ingot.core.project.Week;
import io.ingot.core.project.Zone;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeRuleTest {
  private static final Optional<CountCheck.Range> ANY = Optional.empty();
  private static final CheckTerms USUAL = CheckTerms.usual();
  private static final StructType ROWS = new StructType().add("id", "int").add("state", "string");

  /** Monday 900 to 1100, Saturday 50 at most, a holiday 5 at most. */
  private static final Week WEEK =
      new Week(
          Optional.of(new CountCheck.Range(Optional.of(900L), Optional.of(1100L))),
          ANY,
          ANY,
          ANY,
          ANY,
          Optional.of(new CountCheck.Range(Optional.empty(), Optional.of(50L))),
          ANY,
          Optional.of(new CountCheck.Range(Optional.empty(), Optional.of(5L))),
          ANY);

  private static final Map<String, BusinessCalendar> OFFICE =
      Map.of(
          "office",
          new BusinessCalendar(
              Set.of(),
              Set.of(LocalDate.parse("2026-03-09")),
              Set.of(LocalDate.parse("2026-03-14"))));

  @Test
  void rowsAreHeldAgainstTheRangeOfTheDay() {
    assertThat(on("2026-03-02T08:00:00Z", 899, 900, 1100, 1101))
        .containsExactly(Ruling.REFUSED, Ruling.PASSED, Ruling.PASSED, Ruling.REFUSED);
    assertThat(on("2026-03-03T08:00:00Z", 0, 9_000_000)).containsOnly(Ruling.PASSED);
    assertThat(on("2026-03-07T08:00:00Z", 0, 50, 51))
        .containsExactly(Ruling.PASSED, Ruling.PASSED, Ruling.REFUSED);
  }

  @Test
  void theDayIsThatOfTheChecksZoneAndCalendar() {
    // Sunday evening in UTC is Monday in Shanghai.
    assertThat(day("2026-03-01T20:00:00Z", "UTC")).isEqualTo("sunday");
    assertThat(day("2026-03-01T20:00:00Z", "Asia/Shanghai")).isEqualTo("monday");
    assertThat(day("2026-03-09T08:00:00Z", "UTC")).isEqualTo("holiday");
    assertThat(on("2026-03-09T08:00:00Z", 5, 6)).containsExactly(Ruling.PASSED, Ruling.REFUSED);
    assertThat(on("2026-03-14T08:00:00Z", 5_000)).as("worked Saturday").containsOnly(Ruling.PASSED);
  }

  @Test
  void aVerdictHoldsTheNumberAndWhatItWasHeldAgainst() {
    Verdict verdict =
        new VolumeRule(
                volume(
                    "UTC",
                    new CheckTerms(
                        CheckTerms.Level.WARN,
                        Optional.empty(),
                        null,
                        Optional.of("ana"),
                        Optional.empty())),
                "saturday",
                new Where(Optional.empty(), List.of()))
            .verdict(1_200);

    assertThat(verdict.ruling()).isEqualTo(Ruling.WARNED);
    assertThat(verdict.summary())
        .isEqualTo(
            "volume monday >= 900 <= 1100, saturday <= 50, holiday <= 5: measured 1,200 rows on a"
                + " saturday");
    assertThat(verdict.value()).hasValue(1200);
    assertThat(verdict.wanted()).contains("saturday <= 50");
    assertThat(verdict.owner()).contains("ana");
  }

  @Test
  void theGateCountsTheRowsThatTheCheckIsAbout(@TempDir Path folder) {
    Week thursday =
        new Week(
            ANY,
            ANY,
            ANY,
            Optional.of(new CountCheck.Range(Optional.of(2L), Optional.of(2L))),
            ANY,
            ANY,
            ANY,
            ANY,
            ANY);
    CheckTerms open =
        new CheckTerms(
            null, Optional.of("state = 'open'"), null, Optional.empty(), Optional.empty());

    // Judging's day is the first of 1970, a Thursday.
    List<Verdict> verdicts =
        new Judging(folder)
            .verdicts(
                Judging.rows("id, state", "(1, 'open')", "(2, 'done')", "(3, 'open')"),
                new Trend.Volume(thursday, Optional.empty(), Zone.of("UTC"), USUAL),
                new Trend.Volume(thursday, Optional.empty(), Zone.of("UTC"), open));

    assertThat(verdicts)
        .extracting(Verdict::measured, Verdict::ruling)
        .containsExactly(
            tuple("3 rows on a thursday", Ruling.REFUSED),
            tuple("2 rows on a thursday", Ruling.PASSED));
  }

  private static List<Ruling> on(String at, long... rows) {
    VolumeRule rule = new RunDay(OFFICE, Instant.parse(at)).rule(volume("UTC", USUAL), ROWS);
    return LongStream.of(rows).mapToObj(count -> rule.verdict(count).ruling()).toList();
  }

  private static String day(String at, String zone) {
    return new RunDay(OFFICE, Instant.parse(at)).rule(volume(zone, USUAL), ROWS).day();
  }

  private static Trend.Volume volume(String zone, CheckTerms terms) {
    return new Trend.Volume(WEEK, Optional.of("office"), Zone.of(zone), terms);
  }
}
