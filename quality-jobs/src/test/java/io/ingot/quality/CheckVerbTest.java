package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class CheckVerbTest {
  private static final TableName SALES = TableName.of("silver.sales");

  @TempDir Path folder;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private TestProject project;

  @BeforeEach
  void declare() {
    project =
        TestProject.in(folder)
            .file("bronze/sales.yml", "source: {connection: drop, path: sales.csv, format: csv}\n")
            .file("silver/sales.yml", silver("- rows: {min: 1}"))
            .file("silver/later.yml", silver("- rows: {min: 1}"))
            .file(
                "quality/shop.yml",
                """
                table: silver.sales
                owner: shop@example.org
                checks:
                  - complete: mail
                    level: warn
                """)
            .file(
                "quality/nightly.yml",
                """
                table: silver.sales
                when: schedule
                checks:
                  - unique: [id]
                    on: table
                """);
    rows("(1, 'ann@x'), (2, 'bob@x'), (3, NULL)");
  }

  @Test
  void everyCheckIsJudgedOverTheTableAndKeptWithoutAnyValueOfARow() throws IOException {
    assertThat(ingot()).as(notes::toString).isEqualTo(ExitCode.WARNINGS);
    assertThat(lines())
        .containsExactly(
            "table check ruling measured wanted owner",
            "silver.sales rows >= 1 passed 3 rows >= 1 -",
            "silver.sales nightly: unique id passed all of 3 rows all -",
            "silver.sales shop: complete mail warned 0.6666 of 3 rows (1 broken) all"
                + " shop@example.org",
            "",
            "table version rows checks broken score",
            "silver.sales 0 3 3 1 0.6667");
    assertThat(notes.toString(StandardCharsets.UTF_8))
        .contains("check=silver.later outcome=no-table")
        .contains("check=silver.sales version=0 rows=3 checks=3 broken=1 score=0.6667 seconds=")
        .contains("silver.sales: shop: complete mail: measured 0.6666 of 3 rows (1 broken);");

    // Rows that break a rule of level error, among those that came since.
    rows("(3, 'eve@x')");
    assertThat(ingot("--select", "silver.sales", "--output", "json"))
        .isEqualTo(ExitCode.GATE_REFUSED);
    assertThat(results.toString(StandardCharsets.UTF_8))
        .contains("\"table\" : \"silver.sales\"", "\"score\" : 0.33", "\"version\" : 1")
        .contains("0.5 of 4 rows (2 repeated)", "0.75 of 4 rows (1 broken)")
        .doesNotContain("eve@x");

    assertThat(project.version("silver.sales")).isEqualTo(1);
    List<Measurement> kept =
        new MeasureLog(project.lake()).since(Instant.now().minusSeconds(3_600));
    assertThat(kept)
        .extracting(Measurement::table, Measurement::name, measured -> measured.ruling().get())
        .containsExactlyInAnyOrder(
            tuple(SALES, "rows >= 1", Ruling.PASSED),
            tuple(SALES, "shop: complete mail", Ruling.WARNED),
            tuple(SALES, "nightly: unique id", Ruling.PASSED),
            tuple(SALES, "rows >= 1", Ruling.PASSED),
            tuple(SALES, "shop: complete mail", Ruling.WARNED),
            tuple(SALES, "nightly: unique id", Ruling.REFUSED));
    assertThat(kept).extracting(Measurement::run).doesNotContain("").hasSize(6);
    try (Stream<Path> files = Files.walk(folder.resolve("lake/_ingot"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("@x");
      }
    }
  }

  @Test
  void aTableThatKeepsAllItsChecksEndsWithNothingToSay() {
    assertThat(ingot("--select", "silver.sales", "--exclude", "silver.sales"))
        .isEqualTo(ExitCode.DONE);
    assertThat(lines())
        .containsExactly("None of these tables has checks and rows; see docs/table-measures.md.");

    project.file("quality/shop.yml", "table: silver.sales\nchecks:\n  - rows: {max: 9}\n");
    assertThat(ingot()).isEqualTo(ExitCode.DONE);
    assertThat(lines()).contains("silver.sales 0 3 3 0 1.0000");
  }

  private ExitCode ingot(String... words) {
    results.reset();
    notes.reset();
    return new Launcher(
            new QualityVerbs().verbs(),
            Console.to(new PrintStream(results, true), new PrintStream(notes, true)))
        .launch(
            Stream.of(
                    Stream.of("quality", "check", "--project", folder.toString()), Stream.of(words))
                .flatMap(word -> word)
                .toArray(String[]::new));
  }

  /** The printed lines, columns parted by one blank. */
  private List<String> lines() {
    return results
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceAll(" {2,}", " ").strip())
        .toList();
  }

  private void rows(String values) {
    project
        .lake()
        .spark()
        .sql("SELECT * FROM VALUES " + values + " AS t(id, mail)")
        .write()
        .format("delta")
        .mode("append")
        .save(project.lake().table(SALES).path());
  }

  private static String silver(String checks) {
    return """
        from: bronze.sales
        columns:
          id: {type: int}
          mail: {type: string}
        checks:
          %s
        """
        .formatted(checks);
  }
}
