package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAValidProject() {
    files = ProjectFiles.shop(folder);
  }

  @Test
  void aSuiteIsDeclaredApartFromItsTable() {
    files.write(
        "quality/nightly.yml",
        """
        table: silver.sales
        owner: shop team
        when: schedule
        score: 90%
        checks:
          - {complete: sale_id}
        """);

    Project project = files.project();

    assertThat(project.watching().suites(TableName.of("silver.sales")))
        .containsExactly(
            new Suite(
                "nightly",
                TableName.of("silver.sales"),
                Optional.empty(),
                Optional.of("shop team"),
                Suite.When.SCHEDULE,
                Optional.of(new Share(0.9)),
                List.of(new RowCheck.Complete("sale_id", Tolerance.none(), CheckTerms.usual()))));
    assertThat(project.watching().suites(TableName.of("silver.customer"))).isEmpty();
  }

  @Test
  void theTableAndItsColumnsHaveToBeThere() {
    files
        .write("quality/a.yml", "table: silver.sale\nchecks: [{complete: sale_id}]\n")
        .write(
            "quality/b.yml",
            "table: silver.sales\nchecks: [{correlation: [sale_id, sale_ids], min: 0}]\n")
        .write("quality/c.yml", "table: silver.sales\nchecks: []\n")
        .write("quality/d.yaml", "table: silver.sales\n");

    assertThat(files.problems())
        .containsExactly(
            "quality/a.yml:1:8: Unknown table 'silver.sale'. Did you mean 'silver.sales'?",
            "quality/b.yml:2:34: Unknown column 'sale_ids' of silver.sales. Did you mean"
                + " 'sale_id'?",
            "quality/c.yml:1:1: A suite needs at least one check.",
            "quality/d.yaml:1:1: Files end in .yml. Rename it to d.yml.");
  }

  @Test
  void aSuiteIsToldOfChecksThatItCanNotJudge() {
    files
        .write(
            "quality/a.yml",
            "table: bronze.sales\nscore: 90%\nchecks: [{rows: {min: 1}, on: table}]\n")
        .write(
            "quality/b.yml",
            """
            table: silver.sales
            when: schedule
            checks:
              - {loaded: 95%}
              - {anomaly: rows}
            """)
        .write(
            "quality/c.yml",
            """
            table: silver.sales
            checks:
              - {anomaly: rows, deviations: 3, level: warn}
              - {anomaly: rows, deviations: 5}
              - {anomaly: rows, deviations: 5, where: sale_id > 0}
              - {loaded: 95%, on: table}
              - {sane: [all]}
              - {sane: [sale_ids]}
            """);

    assertThat(files.problems())
        .containsExactly(
            "quality/a.yml:2:8: A score is of checks on the batch. Move those with on: table into a"
                + " suite of their own.",
            "quality/b.yml:4:14: loaded is about a batch, and a suite with when: schedule is judged"
                + " over the table. Declare it in the table, or in a suite with when: gate.",
            "quality/b.yml:5:15: anomaly is about a batch, and a suite with when: schedule is judged"
                + " over the table. Declare it in the table, or in a suite with when: gate.",
            "quality/c.yml:4:5: 'anomaly rows by online_normal' is declared twice. Say one of them by"
                + " another method, or where.",
            "quality/c.yml:6:5: loaded is about what a batch read; leave out on.",
            "quality/c.yml:8:13: Unknown column 'sale_ids' of silver.sales. Did you mean"
                + " 'sale_id'?");
  }

  @Test
  void whatIsWatchedStandsInTheTableAndInTheProject() {
    files
        .change(
            "ingot.yml",
            "name: shop",
            """
            name: shop
            calendars:
              swiss: {holidays: [2026-08-01], workdays: [2026-08-08]}
            alerts:
              repeat: 1h
              channels:
                team: {type: slack, url: "${env:NOBODY_SETS_THIS}", on: [refused]}
            metrics: {pushgateway: "http://push:9091"}
            """)
        .change(
            "silver/sales.yml",
            "from: bronze.sales",
            """
            from: bronze.sales
            fresh: {within: 26h, calendar: swiss, zone: Europe/Zurich}
            drift: {columns: [sale_id], baseline: "version:3", windows: 2}
            """);

    Project project = files.project();

    Watch watch = project.table(TableName.of("silver.sales")).orElseThrow().watch();
    assertThat(watch.fresh().orElseThrow().within()).isEqualTo(Duration.ofHours(26));
    assertThat(watch.drift())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.baseline()).isEqualTo(Drift.Baseline.of("version:3"));
              assertThat(drift.fail()).isEqualByComparingTo("0.2");
              assertThat(drift.windows()).isEqualTo(2);
            });
    Watching watching = project.watching();
    assertThat(watching.calendars()).containsOnlyKeys("swiss");
    BusinessCalendar swiss = watching.calendars().get("swiss");
    assertThat(
            Map.of(
                "a Friday", swiss.works(LocalDate.parse("2026-07-31")),
                "the holiday, a Saturday", swiss.works(LocalDate.parse("2026-08-01")),
                "the Saturday of work", swiss.works(LocalDate.parse("2026-08-08")),
                "a Sunday", swiss.works(LocalDate.parse("2026-08-09"))))
        .isEqualTo(
            Map.of(
                "a Friday", true,
                "the holiday, a Saturday", false,
                "the Saturday of work", true,
                "a Sunday", false));
    assertThat(watching.alerts().channels().get("team").on())
        .containsExactly(Channel.Trouble.REFUSED);
    assertThat(watching.metrics().pushgateway()).contains("http://push:9091");
  }
}
