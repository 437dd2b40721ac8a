package io.ingot.etl.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.cli.Conductor;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeCatalog;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Releases;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Selection;
import io.ingot.core.testkit.TestProject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasingTest {
  private static final String SETS =
      "SELECT (SELECT sum(price) FROM lake.gold.daily), (SELECT price FROM lake.gold.total),"
          + " (SELECT count(*) FROM lake.gold.shops)";

  @TempDir Path folder;
  private TestProject project;
  private String noted = "";

  /** Two silver tables of one source, and three gold tables of them. */
  @BeforeEach
  void declareSales() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: sales/*.csv, format: csv, settle: 0s}\n")
            .file(
                "silver/sales.yml",
                "from: bronze.sales\ncolumns: {day: {type: string}, price: {type: bigint}}\n")
            .file("silver/shops.yml", "from: bronze.sales\ncolumns: {shop: {type: string}}\n");
    gold("daily", "SELECT day, sum(price) AS price FROM silver.sales GROUP BY day");
    gold("total", "SELECT sum(price) AS price FROM gold.daily");
    gold("shops", "SELECT DISTINCT shop FROM silver.shops");
    sales("a", "mon,10,north");
  }

  @Test
  void theTablesOfARunBecomeVisibleTogetherAndOnlyOnceTheyBelongTogether() throws Exception {
    assertThatThrownBy(() -> reader("latest").sql(SETS).collectAsList())
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("there is none yet");
    run("");
    assertThat(noted)
        .isEqualTo("release 1: gold.daily new -> 0, gold.shops new -> 0, gold.total new -> 0");
    SparkSession early = reader("latest");
    assertThat(seen(early)).isEqualTo("[10,10,1]");

    // A part of what follows one source: silver.shops has not read the batch that gold.daily has.
    sales("b", "tue,20,south");
    run("+gold.total");
    assertThat(noted)
        .isEqualTo(
            "no new release, readers go on seeing release 1: gold.shops is of batch 0 of"
                + " bronze.sales, gold.daily is of batch 1 of bronze.sales");
    assertThat(seen(reader("latest"))).isEqualTo("[10,10,1]");

    // A table that fails holds the others back.
    gold("shops", "SELECT DISTINCT shops FROM silver.shops");
    assertThat(run("").exitCode()).isNotZero();
    assertThat(noted)
        .isEqualTo("no new release, readers go on seeing release 1: gold.shops failed");

    // A run that died after its last commit and before its release.
    gold("shops", "SELECT DISTINCT shop FROM silver.shops");
    project.run();
    assertThat(project.rows("gold.shops", "shop")).containsExactly("[north]", "[south]");
    assertThat(seen(reader("latest"))).isEqualTo("[10,10,1]");
    assertThat(releasedByTwoAtOnce())
        .containsExactlyInAnyOrder(
            "release 2: gold.daily 0 -> 1, gold.shops 0 -> 1, gold.total 0 -> 1", "");
    assertThat(seen(reader("latest"))).isEqualTo("[30,30,2]");
    assertThat(seen(early)).as("a session keeps to its release").isEqualTo("[10,10,1]");
    assertThat(seen(reader("1"))).isEqualTo("[10,10,1]");

    run("gold");
    assertThat(noted).as("nothing is new").isEmpty();
    assertThat(reader("latest").sql("SHOW TABLES IN lake.gold").collectAsList())
        .extracting(row -> row.getString(1))
        .containsExactly("daily", "shops", "total");
    assertThat(new Releases(project.lake()).all())
        .extracting(Release::number)
        .containsExactly(1L, 2L);
  }

  /** What each of two runs without work says. */
  private List<String> releasedByTwoAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> one = threads.submit(() -> noted(conduct("")));
      Future<String> other = threads.submit(() -> noted(conduct("")));
      return List.of(one.get(), other.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private RunRecord run(String select) {
    Conducted conducted = conduct(select);
    noted = noted(conducted);
    return conducted.record();
  }

  private Conducted conduct(String select) {
    ByteArrayOutputStream notes = new ByteArrayOutputStream();
    Console console =
        Console.to(
            new PrintStream(PrintStream.nullOutputStream(), false),
            new PrintStream(notes, true, StandardCharsets.UTF_8));
    RunRecord record =
        new Conductor(project.load(), project.lake(), console)
            .run(Selection.of(select).in(project.load()), OutputFormat.JSON);
    return new Conducted(record, notes.toString(StandardCharsets.UTF_8));
  }

  /** What a run says of its release. */
  private static String noted(Conducted conducted) {
    return conducted
        .notes()
        .lines()
        .filter(line -> line.matches("(no new )?release[ ,].*"))
        .findFirst()
        .orElse("");
  }

  private SparkSession reader(String release) {
    SparkSession session = project.lake().spark().newSession();
    session.conf().set("spark.sql.catalog.lake", LakeCatalog.class.getName());
    session.conf().set("spark.sql.catalog.lake.location", project.lake().location());
    session.conf().set("spark.sql.catalog.lake.release", release);
    return session;
  }

  private static String seen(SparkSession reader) {
    return reader.sql(SETS).collectAsList().get(0).toString();
  }

  private void sales(String name, String... lines) {
    project.file(
        "incoming/sales/" + name + ".csv", "day,price,shop\n" + String.join("\n", lines) + "\n");
  }

  private void gold(String name, String sql) {
    project.file("gold/" + name + ".yml", "write: {mode: replace}\n");
    project.file("gold/" + name + ".sql", sql + "\n");
  }

  private record Conducted(RunRecord record, String notes) {}
}
