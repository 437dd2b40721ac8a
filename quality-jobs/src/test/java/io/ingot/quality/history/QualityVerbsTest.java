package io.ingot.quality.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Check;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import io.ingot.quality.QualityGates;
import io.ingot.quality.QualityVerbs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class QualityVerbsTest {
  private static final TableName TABLE = TableName.of("silver.orders");
  private static final String CONTRACT =
      """
      from: bronze.drop
      columns:
        id: {type: bigint, required: true}
        kind: {type: string}
        state: {type: string}
        mail: {type: string, personal: true}
        sex: {type: string, personal: true}
        code: {type: string}
        price: {type: 'decimal(10,2)'}
        near: {type: bigint}
      """;

  @TempDir static Path folder;
  private static TestProject project;
  private ByteArrayOutputStream results;
  private ByteArrayOutputStream notes;

  @BeforeAll
  static void fillATable() {
    project =
        TestProject.in(folder)
            .file("bronze/drop.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
            .file("silver/empty.yml", "from: bronze.drop\ncolumns: {id: {type: bigint}}\n");
    Lake lake = project.lake();
    lake.spark()
        .range(200)
        .selectExpr(
            "id",
            "IF(id % 2 = 0, 'yes', 'a \"b\": #c') AS kind",
            "CASE WHEN id < 95 THEN 'new' WHEN id < 190 THEN 'old' WHEN id < 196 THEN 'lost'"
                + " WHEN id = 196 THEN 'x' WHEN id = 197 THEN 'y' ELSE 'gone' END AS state",
            "CONCAT('ann', id, '@x') AS mail",
            "IF(id % 2 = 0, 'f', 'm') AS sex",
            "LPAD(id % 5, 3, '0') AS code",
            "CAST(IF(id < 8, NULL, id) AS DECIMAL(10,2)) AS price",
            "IF(id = 199, 198, id) AS near")
        .repartition(1)
        .write()
        .format("delta")
        .save(lake.table(TABLE).path());
  }

  @BeforeEach
  void declareIt() {
    project.file("silver/orders.yml", CONTRACT);
  }

  @Test
  void suggestionsAreAReadyBlockThatLoadsAndHolds() throws Exception {
    String file = path("shown.yml");
    assertThat(ingot("suggest", "--table", "silver.orders", "--write", file))
        .isEqualTo(ExitCode.DONE);
    assertThat(notes.toString(StandardCharsets.UTF_8))
        .contains("Nothing was written. Say --yes to write this to " + file);
    assertThat(project.path("shown.yml")).doesNotExist();

    String block = results.toString(StandardCharsets.UTF_8);
    assertThat(block.lines().map(line -> line.replaceAll(" +#", " #")))
        .containsExactly(
            "checks:",
            "  - {between: id, min: 0} # 200 of 200 rows",
            "  - {unique: [id]} # 200 of 200 rows",
            "  - complete: kind # 200 of 200 rows",
            "  - {in: kind, values: [\"a \\\"b\\\": #c\", \"yes\"]} # 200 of 200 rows",
            "  - complete: state # 200 of 200 rows",
            "  - {in: state, values: [new, old], mostly: 91%, level: warn} # 190 of 200 rows",
            "  - complete: mail # 200 of 200 rows",
            "  - {unique: [mail]} # 200 of 200 rows",
            "  - complete: sex # 200 of 200 rows",
            "  - complete: code # 200 of 200 rows",
            "  - {typed: code, is: integral} # 200 of 200 rows",
            "  - {in: code, values: [\"000\", \"001\", \"002\", \"003\", \"004\"]}"
                + " # 200 of 200 rows",
            "  - {complete: price, mostly: 93%} # 192 of 200 rows",
            "  - {between: price, min: 0} # 192 of 192 rows with a value",
            "  - complete: near # 200 of 200 rows",
            "  - {between: near, min: 0} # 200 of 200 rows");

    project.file("silver/orders.yml", CONTRACT + block);
    Table declared = project.load().table(TABLE).orElseThrow();
    assertThat(declared.checks())
        .hasSize(16)
        .extracting(Check::describe)
        .contains("in kind [a \"b\": #c, yes]", "in code [000, 001, 002, 003, 004]");

    assertThat(judged()).hasSize(16).extracting(Verdict::ruling).containsOnly(Ruling.PASSED);

    project.file("silver/orders.yml", CONTRACT + block);
    ingot("suggest", "--table", "silver.orders");
    assertThat(results.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "silver.orders suggests no check that it does not declare already, by 200 rows.\n");
  }

  @Test
  void anAgreedFileIsASuiteAndNothingIsWrittenOver() throws Exception {
    String file = project.path("quality/orders.yml").toString();

    ingot("suggest", "--table", "silver.orders", "--write", file, "--yes");
    assertThat(project.load().watching().suites(TABLE)).hasSize(1);
    assertThat(project.load().watching().suites(TABLE).get(0).checks()).hasSize(16);

    project.file("mine.yml", "mine");
    assertThat(ingot("suggest", "--table", "silver.orders", "--write", path("mine.yml"), "--yes"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(project.path("mine.yml")).hasContent("mine");
    Files.delete(project.path("quality/orders.yml"));
  }

  @Test
  void aProfileIsLinesOrJsonOrAPage() throws Exception {
    ingot("profile", "--table", "silver.orders");
    assertThat(results.toString(StandardCharsets.UTF_8))
        .startsWith("silver.orders, version 0: 200 rows\ncolumn  type")
        .contains("(personal)")
        .doesNotContain("@x");

    ingot("profile", "--table", "silver.orders", "--output", "json", "--out", path("profile"));
    assertThat(
            new ObjectMapper()
                .readTree(results.toString(StandardCharsets.UTF_8))
                .at("/rows")
                .asLong())
        .isEqualTo(200);
    assertThat(project.path("profile/index.html")).content().startsWith("<!doctype html>");
    assertThat(project.path("profile/profile.json")).exists();

    assertThat(ingot("profile", "--table", "silver.nothing")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(notes.toString(StandardCharsets.UTF_8)).contains("no table silver.nothing");
    assertThat(ingot("profile")).isEqualTo(ExitCode.PROJECT_WRONG);
  }

  @Test
  void aTableThatWasNeverFilledSaysHowToFillIt() {
    assertThat(ingot("profile", "--table", "silver.empty")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(notes.toString(StandardCharsets.UTF_8))
        .contains("silver.empty is not there yet. Fill it by: ingot run --select +silver.empty.");
  }

  @Test
  void historyIsToldTheLatestFirstWithACourseForEachCheck() {
    MeasureLog log = new MeasureLog(project.lake());
    Instant first = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(20));
    IntStream.range(0, 9)
        .forEach(
            day -> {
              Instant at = first.plus(Duration.ofDays(day));
              Verdict verdict =
                  Verdict.of("anomaly rows by online_normal", Ruling.PASSED, "")
                      .measuring(day == 8 ? 4500 : 1000 + 500 * day)
                      .wanting("1 to 9");
              log.keep("r" + day, at, List.of(Measurement.of(at, "r" + day, TABLE, verdict)));
            });
    log.keep(
        "other",
        first,
        List.of(
            Measurement.of(
                first,
                "other",
                TableName.of("bronze.drop"),
                Measurement.Kind.NULLS,
                "table",
                0.25)));

    ingot("history", "--limit", "2");
    assertThat(
            results
                .toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "table measure values latest course",
            "bronze.drop nulls table 1 0.25 ▁",
            "silver.orders anomaly rows by online_normal 9 4,500 ▁▂▃▄▅▆▇██",
            "",
            "at run table measure value ruling wanted",
            first.plus(Duration.ofDays(8))
                + " r8 silver.orders anomaly rows by online_normal 4,500 passed 1 to 9",
            first.plus(Duration.ofDays(7))
                + " r7 silver.orders anomaly rows by online_normal 4,500 passed 1 to 9");
    assertThat(notes.toString(StandardCharsets.UTF_8)).contains("8 more: say --limit.");

    ingot("history", "--table", "bronze.drop");
    assertThat(results.toString(StandardCharsets.UTF_8)).doesNotContain("silver.orders");
  }

  /** What the table's gate says of the rows that are there. */
  private List<Verdict> judged() {
    Dataset<Row> rows = project.lake().table(TABLE).at(0);
    Project declared = project.load();
    Gate gate =
        new QualityGates()
            .gate(declared, declared.table(TABLE).orElseThrow(), project.lake())
            .orElseThrow();
    List<Column> measures = gate.measures(rows.schema());
    Row measured =
        rows.agg(measures.get(0), measures.subList(1, measures.size()).toArray(Column[]::new))
            .head();
    Map<String, Object> values = new HashMap<>();
    for (String name : measured.schema().fieldNames()) {
      values.put(name, measured.getAs(name));
    }
    return gate.judge(new Evidence(new Counts(200, 200, 0, 0), values, Map.of(), () -> rows));
  }

  private String path(String name) {
    return project.path(name).toString();
  }

  private ExitCode ingot(String verb, String... words) {
    results = new ByteArrayOutputStream();
    notes = new ByteArrayOutputStream();
    String[] all = new String[words.length + 4];
    all[0] = "quality";
    all[1] = verb;
    all[2] = "--project";
    all[3] = folder.toString();
    System.arraycopy(words, 0, all, 4, words.length);
    return new Launcher(
            new QualityVerbs().verbs(),
            Console.to(
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(notes, true, StandardCharsets.UTF_8)))
        .launch(all);
  }
}
