package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshRulesTest {
  private static final String SALES = "silver/sales.yml";

  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAProjectWithACalendar() {
    files =
        ProjectFiles.shop(folder)
            .change(
                "ingot.yml",
                "lake: lake\n",
                "lake: lake\ncalendars: {swiss: {holidays: [2026-08-01]}}\n");
  }

  private List<String> problemsWith(String line) {
    return files.change(SALES, "tags: [daily]\n", line + "\n").problems();
  }

  @Test
  void everyKeyIsReadAndMostHaveDefaults() {
    files.change(
        SALES,
        "tags: [daily]\n",
        "fresh: {within: 26h, by: sold_on, calendar: swiss, zone: Europe/Zurich}\n");
    files.change("silver/customer.yml", "from:", "fresh: {within: 8d, since: look}\nfrom:");
    Project project = files.project();

    assertThat(fresh(project, "silver.sales"))
        .isEqualTo(
            new Fresh(
                Duration.ofHours(26),
                Optional.of("sold_on"),
                Optional.of("swiss"),
                new Zone(ZoneId.of("Europe/Zurich")),
                Fresh.Since.ROWS));
    assertThat(fresh(project, "silver.customer"))
        .isEqualTo(
            new Fresh(
                Duration.ofDays(8),
                Optional.empty(),
                Optional.empty(),
                Zone.of("UTC"),
                Fresh.Since.LOOK));
  }

  @Test
  void aCalendarIsDeclared() {
    assertThat(problemsWith("fresh: {within: 26h, calendar: swis}"))
        .containsExactly(
            SALES
                + ":12:32: Unknown calendar 'swis'. Did you mean 'swiss'? Calendars are declared in"
                + " ingot.yml.");
  }

  @Test
  void aVolumesCalendarIsDeclaredAndItsRangesHoldSomething() {
    assertThat(
            files
                .write(
                    "quality/sales.yml",
                    """
                    table: silver.sales
                    checks:
                      - {volume: {monday: {min: 9, max: 8}}, calendar: german}
                    """)
                .problems())
        .containsExactly(
            "quality/sales.yml:3:29: min 9 is greater than max 8.",
            "quality/sales.yml:3:52: Unknown calendar 'german'. Use one of: swiss. Calendars are"
                + " declared in ingot.yml.");
  }

  @Test
  void theColumnIsThereAndTellsATime() {
    assertThat(problemsWith("fresh: {within: 26h, by: sold_at}"))
        .containsExactly(
            SALES + ":12:26: Unknown column 'sold_at' of silver.sales. Did you mean 'sold_on'?");
    files.change(SALES, "by: sold_at", "by: sale_id");
    assertThat(files.problems())
        .containsExactly(
            SALES + ":12:26: by needs a column of type date or timestamp, not bigint.");
    files.change(SALES, "by: sale_id", "by: _extracted_at");
    assertThat(files.problems()).isEmpty();
  }

  @Test
  void whatContradictsItselfIsTold() {
    assertThat(problemsWith("fresh: {within: 0h}").get(0)).endsWith("such as 26h.");
    files.change(SALES, "within: 0h", "within: 1h, by: sold_on, since: look");
    assertThat(files.problems().get(0)).contains("Leave out 'since: look' or 'by'");
    files.change(SALES, "fresh: {within: 1h, by: sold_on, since: look}", "tags: [daily]");
    files.change(
        "ingot.yml",
        "{holidays: [2026-08-01]}",
        "{weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]}");
    assertThat(files.problems().get(0)).contains("would never expect news");
  }

  @Test
  void aVolumeGoesByTheDayOfTheWeekOrByWhatTheCalendarMakesOfIt() {
    Trend.Volume volume =
        (Trend.Volume)
            Binding.read(
                    GoldTable.class,
                    """
                    checks:
                      - volume: {monday: {min: 900, max: 1100}, saturday: {max: 50}, holiday: {max: 5}}
                        calendar: swiss
                        level: warn
                    """)
                .checks()
                .get(0);
    Optional<BusinessCalendar> calendar =
        Optional.of(
            new BusinessCalendar(
                Set.of(),
                Set.of(LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-08")),
                Set.of(LocalDate.parse("2026-03-14"))));

    assertThat(volume.describe())
        .isEqualTo("volume monday >= 900 <= 1100, saturday <= 50, holiday <= 5");
    assertThat(name("2026-03-02", Optional.empty())).isEqualTo("monday");
    assertThat(name("2026-03-02", calendar)).isEqualTo("holiday");
    assertThat(name("2026-03-08", calendar)).as("a holiday on a Sunday").isEqualTo("sunday");
    assertThat(name("2026-03-14", calendar)).as("a worked Saturday").isEqualTo("workday");
    assertThat(volume.week().range("workday")).isEmpty();
    assertThat(volume.week().range("saturday").orElseThrow().max()).contains(50L);
  }

  @Test
  void aVolumeThatSaysTooLittleOrTooMuchIsTold() {
    assertThat(mistakes("{volume: {}}")).contains("volume needs a day at least, such as monday.");
    assertThat(mistakes("{volume: {monday: {min: 1}, holiday: {max: 5}}}"))
        .containsExactly("holiday and workday need a calendar that tells which days those are.");
    assertThat(mistakes("{volume: {mondai: {min: 1}}}").get(0)).contains("monday");
    assertThat(mistakes("{volume: {monday: {min: 1}}, on: table}"))
        .containsExactly("volume judges a batch. Leave 'on' out.");
  }

  private static List<String> mistakes(String check) {
    return Binding.mistakes(GoldTable.class, "checks: [" + check + "]");
  }

  private static String name(String day, Optional<BusinessCalendar> calendar) {
    return Week.name(LocalDate.parse(day), calendar);
  }

  private static Fresh fresh(Project project, String table) {
    return project.tables().get(TableName.of(table)).watch().fresh().orElseThrow();
  }
}
