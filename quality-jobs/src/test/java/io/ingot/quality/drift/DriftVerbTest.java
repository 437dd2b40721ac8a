package io.ingot.quality.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.LakeUpkeep;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.watch.MeasureLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftVerbTest {
  private static final TableName SALES = TableName.of("silver.sales");
  private static final TableLayout LAYOUT = new TableLayout(List.of(), List.of("id"), Map.of());

  @TempDir Path folder;
  private TestProject project;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  @BeforeEach
  void writeAProject() {
    project =
        TestProject.in(folder)
            .file("bronze/sales.yml", "source: {connection: drop, path: s.csv, format: csv}\n");
  }

  private void sales(String columns, String drift) {
    project.file(
        "silver/sales.yml", "from: bronze.sales\ncolumns: " + columns + "\ndrift: " + drift + "\n");
  }

  /** Publishes rows made by SQL of a number {@code id} from 0 on, in place of all others. */
  private void publish(long rows, String... columns) {
    LakeTable table = project.lake().table(SALES);
    table
        .write(
            project.lake().spark().range(0, rows, 1, 1).selectExpr(columns),
            new Publication.ReplaceAll(),
            LAYOUT)
        .commit(new CommitMark(table.writer(0), table.state().nextBatch(), Map.of(), "{}"));
  }

  private ExitCode drift(String... words) {
    results.reset();
    notes.reset();
    return new Launcher(
            List.of(new DriftVerb()), Console.to(new PrintStream(results), new PrintStream(notes)))
        .launch(
            Stream.concat(
                    Stream.of("quality", "drift", "--project", folder.toString()),
                    Arrays.stream(words))
                .toArray(String[]::new));
  }

  /** What JSON tells of every column, by method and column. */
  private Map<String, Drifted> looked() {
    drift("--output", "json");
    return Arrays.stream(Json.read(printed(), Drifted[].class))
        .collect(Collectors.toMap(one -> one.method() + " " + one.column(), one -> one));
  }

  private String printed() {
    return results.toString(StandardCharsets.UTF_8);
  }

  private String noted() {
    return notes.toString(StandardCharsets.UTF_8);
  }

  private void vacuum() {
    LakeUpkeep upkeep = project.lake().upkeep(SALES);
    upkeep.remove(upkeep.expired(Duration.ZERO));
  }

  private String kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake/_ingot/baselines"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName() + "\n" + read(file))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPlantedDriftIsAlarmedAfterAsManyVersionsAsWereAskedForAndTheBaselineOutlivesItsVersion() {
    sales("{id: {type: bigint, key: true}, v: {type: double}}", "{windows: 2, min_rows: 500}");
    String same = "pow(abs(hash(id, %d)) / 2147483648D, 2) v";
    publish(2000, "id", same.formatted(0));
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("silver.sales", "0.0000", "alike").doesNotContain(" id ");

    publish(2000, "id", same.formatted(1));
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("alike");

    publish(2000, "id", "pow(id / 2000D, 2) + 0.5 v");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("1/2", "beyond in 1 of 2 looks");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("1/2");

    publish(2000, "id", "pow(id / 2000D, 2) + 0.6 v");
    vacuum();
    assertThat(drift("--out", folder.resolve("page").toString())).isEqualTo(ExitCode.GATE_REFUSED);
    assertThat(printed()).contains("2/2", "alarm", "version 0");
    assertThat(read(folder.resolve("page/index.html")))
        .contains("Drift of test (dev)", "the last 5 looks", "alarm", "<svg")
        .doesNotContain("<script");
    assertThat(
            new MeasureLog(project.lake())
                .since(Instant.now().minusSeconds(600)).stream()
                    .map(one -> one.kind() + " " + one.name() + " " + one.ruling().orElseThrow()))
        .containsExactly(
            "DRIFT psi v PASSED",
            "DRIFT psi v PASSED",
            "DRIFT psi v NOTED",
            "DRIFT psi v NOTED",
            "DRIFT psi v REFUSED");

    for (int gone : List.of(1, 9)) {
      sales(
          "{id: {type: bigint}, v: {type: double}}",
          "{columns: v, baseline: version:" + gone + "}");
      assertThat(drift()).isEqualTo(ExitCode.PROJECT_WRONG);
      assertThat(noted())
          .contains(
              "silver.sales: Cannot read version "
                  + gone
                  + " of silver.sales, which the drift of v is compared with: the table never had"
                  + " it, or its files are gone. The latest is version 3.");
    }
  }

  @Test
  void whatIsComparedWithIsTakenAnewOnlyWhenAPersonAgrees() {
    sales("{id: {type: bigint}}", "{columns: id, min_rows: 100}");
    publish(200, "id");
    drift();
    publish(200, "id + 100 id");
    assertThat(drift("--rebase")).isEqualTo(ExitCode.PROJECT_WRONG);
    drift("--table", "silver.sales", "--rebase");
    assertThat(printed()).contains("version 0", "version 1", "would be taken anew");
    assertThat(drift()).isEqualTo(ExitCode.GATE_REFUSED);
    drift("--table", "silver.sales", "--rebase", "--yes");
    assertThat(printed()).contains("200", "taken anew");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("0.0000", "version 1", "alike");
  }

  @Test
  void twentyUndriftedResamplingsRaiseNothing() {
    List<String> numbers = IntStream.range(0, 20).mapToObj(i -> "n" + i).toList();
    List<String> words = IntStream.range(0, 20).mapToObj(i -> "w" + i).toList();
    sales(
        Stream.concat(
                numbers.stream().map(name -> name + ": {type: double}"),
                words.stream().map(name -> name + ": {type: string}"))
            .collect(Collectors.joining(", ", "{id: {type: bigint, key: true}, ", "}")),
        "[{}, {method: ks}, {method: category}]");
    for (int version : List.of(0, 1)) {
      publish(
          1000,
          IntStream.range(0, 41)
              .mapToObj(
                  i ->
                      i == 40
                          ? "id"
                          : i < 20
                              ? "exp(randn(%d)) n%d".formatted(100 * version + i, i)
                              : "string(int(30 * pow(rand(%d), 2))) w%d"
                                  .formatted(100 * version + i, i - 20))
              .toArray(String[]::new));
      assertThat(drift()).isEqualTo(ExitCode.DONE);
    }
    assertThat(printed().lines().filter(line -> line.endsWith(" version 0  alike"))).hasSize(60);
    assertThat(printed()).doesNotContain(" 0.0000 ");
  }

  @Test
  void everyTypeIsMeasuredAndNothingGivesNaN() {
    sales(
        "{id: {type: bigint, key: true}, l: {type: bigint}, i: {type: int},"
            + " m: {type: \"decimal(10,2)\"}, d: {type: double, non_finite: true}, f: {type: float},"
            + " day: {type: date}, at: {type: timestamp}, ntz: {type: timestamp_ntz},"
            + " b: {type: boolean}, same: {type: int}, none: {type: int}, one: {type: int},"
            + " zero: {type: double}, s: {type: string}, long: {type: string}}",
        "[{columns: [l, i, m, d, f, day, at, ntz, b, same, none, one, zero],"
            + " baseline: version:0, min_rows: 100},"
            + " {columns: [l, d, none], method: ks, baseline: version:0, min_rows: 100},"
            + " {columns: [s, b, day, none, long], method: category, baseline: version:0,"
            + " min_rows: 100}]");
    String columns =
        """
        id; id + %1$d l; cast(id %% 5 as int) i; cast(id / 3 as decimal(10,2)) m
        if(id %% 100 < %2$d, double('NaN'), if(id %% 10 = 0, null, id * 1.0D)) d
        cast(id as float) f; date_add(date'2020-01-01', cast(id as int)) day
        timestamp_seconds(id * 3600) at; cast(timestamp_seconds(id) as timestamp_ntz) ntz
        id %% 100 < %3$d b; %4$d same; cast(null as int) none; if(id = 7, 1, null) one
        if(id %% 2 = 0, -0.0D, 0.0D) zero; if(id %% 100 < %3$d, 'x', concat('y', id %% 2)) s
        repeat(string(id %% 3), 500) long
        """;
    publish(1000, columns.formatted(0, 10, 50, 5).strip().split("[;\n] ?"));
    publish(1000, columns.formatted(500, 30, 90, 4).strip().split("[;\n] ?"));

    Map<String, Drifted> first = looked();

    assertThat(first.values())
        .hasSize(21)
        .allSatisfy(one -> assertThat(one.value().getAsDouble()).isFinite().isNotNegative())
        .allSatisfy(one -> assertThat(one.rows() + one.baselineRows()).isEqualTo(2000));
    for (String still :
        List.of(
            "psi i",
            "psi m",
            "psi f",
            "psi day",
            "psi at",
            "psi ntz",
            "psi none",
            "psi one",
            "psi zero",
            "ks none",
            "category none",
            "category day",
            "category long")) {
      assertThat(first.get(still).value().getAsDouble()).as(still).isZero();
    }
    assertThat(value(first, "psi b"))
        .isCloseTo(0.4 * Math.log(0.9 / 0.5) + -0.4 * Math.log(0.1 / 0.5), within(1e-10));
    assertThat(value(first, "category b")).isCloseTo(value(first, "psi b"), within(1e-12));
    assertThat(value(first, "category s"))
        .isCloseTo(0.4 * Math.log(0.9 / 0.5) - 2 * 0.2 * Math.log(0.05 / 0.25), within(1e-10));
    assertThat(value(first, "psi same")).isCloseTo(2 * (1 - 1e-6) * Math.log(1e6), within(1e-9));
    assertThat(value(first, "ks l")).isCloseTo(0.5, within(0.01));
    assertThat(value(first, "ks d")).isCloseTo(0.18, within(1e-10));

    vacuum();
    Map<String, Drifted> again = new HashMap<>();
    SparkWork work = SparkWork.during(project.lake().spark(), () -> again.putAll(looked()));

    // The table's 1000 rows once, and a few of its log.
    assertThat(work.rowsRead()).as("one scan for all").isBetween(1000L, 1050L);
    assertThat(again.values())
        .allSatisfy(
            one ->
                assertThat(one.value())
                    .isEqualTo(first.get(one.method() + " " + one.column()).value()));
  }

  private static double value(Map<String, Drifted> looked, String name) {
    return looked.get(name).value().getAsDouble();
  }

  @Test
  void aTrainingSetIsABaselineOnceItIsComplete() throws IOException {
    sales("{id: {type: bigint}}", "{columns: id, baseline: \"trainset:sets/one\", min_rows: 100}");
    publish(200, "id + 1000 id");
    assertThat(drift()).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("sets/one", "there is no", "manifest.json");

    Path set = Files.createDirectories(folder.resolve("sets/one"));
    Files.writeString(set.resolve("manifest.json"), "{}");
    assertThat(drift()).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("below train there are no Parquet files");

    project.lake().spark().range(0, 200, 1, 2).write().parquet(set.resolve("train").toString());
    assertThat(drift()).isEqualTo(ExitCode.GATE_REFUSED);
    assertThat(printed()).contains("trainset:sets/one");

    publish(200, "id");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void tooFewRowsAreToldAndJudgeNothing() {
    sales("{id: {type: bigint}}", "{columns: id, min_rows: 100}");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(noted()).contains("silver.sales: there is nothing to compare.");

    publish(0, "id");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("too few rows in the baseline, it takes 100");

    publish(100, "id");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("alike");

    publish(99, "id + 1000 id");
    assertThat(drift()).isEqualTo(ExitCode.DONE);
    assertThat(printed()).contains("too few rows now, it takes 100", "version 1");
    drift("--table", "silver.sales", "--rebase", "--yes");
    assertThat(printed()).contains("stays: too few rows, it takes 100");
  }

  @Test
  void aWindowIsComparedWithTheTimeBeforeIt() {
    String drift =
        "[{columns: v, baseline: window:10d, window: 5d, by: %1$s, min_rows: 100},"
            + " {columns: v, method: ks, window: 5d, by: %1$s, min_rows: 100}]";
    String columns =
        "{id: {type: bigint}, v: {type: int}, day: {type: date}, at: {type: timestamp}}";
    // 1 row an hour, the newest one an hour from now; what is older than 15 days is of no window.
    publish(
        1000,
        "id",
        "cast(CASE WHEN id < 121 THEN 100 WHEN id < 361 THEN id % 10 ELSE -id END as int) v",
        "now() - make_interval(0, 0, 0, 0, cast(id as int) - 1) at",
        "to_date(now() - make_interval(0, 0, 0, 0, cast(id as int))) day");
    sales(columns, drift.formatted("at"));

    Map<String, Drifted> byTime = looked();

    assertThat(byTime.get("psi v").rows()).isBetween(118L, 120L);
    assertThat(byTime.get("psi v").baselineRows()).isBetween(239L, 241L);
    assertThat(byTime.get("psi v").against()).isEqualTo("the 10d before");
    assertThat(byTime.get("psi v").verdict()).isEqualTo("alarm");
    assertThat(byTime.get("ks v").baselineRows()).isEqualTo(1000);

    sales(columns, drift.formatted("day"));
    // Whole days: today's has as many rows as it has hours.
    assertThat(looked().get("psi v").rows()).isBetween(96L, 120L);
  }

  @Test
  void ofPersonalColumnsNothingReadableIsKeptOrShown() throws IOException {
    sales(
        "{id: {type: bigint, key: true}, name: {type: string, personal: true}, city: {type: string}}",
        "[{columns: [name, city], method: category, min_rows: 10}, {method: psi, min_rows: 10}]");
    publish(
        100, "id", "if(id % 3 = 0, 'Ann', 'Bob') name", "if(id % 2 = 0, '<b>Zug</b>', 'Uri') city");

    drift("--out", folder.resolve("page.html").toString());

    assertThat(kept()).contains("Uri", "***").doesNotContain("Ann").doesNotContain("Bob");
    assertThat(read(folder.resolve("page.html")))
        .contains("= Uri", "value 1", "value 2", "&lt;b&gt;Zug")
        .doesNotContain("Ann")
        .doesNotContain("Bob")
        .doesNotContain("***")
        .doesNotContain("<b>");

    project.file(
        "gold/people.sql", "SELECT upper(name) AS who, count(*) AS n FROM silver.sales GROUP BY 1");
    project.file("gold/people.yml", "drift: {columns: who, method: category, min_rows: 10}\n");
    PersonalColumns personal = new PersonalColumns(project.load(), project.lake());
    assertThat(personal.holds(TableName.of("gold.people"), "who")).isTrue();
    assertThat(personal.holds(TableName.of("gold.people"), "n")).isFalse();
    assertThat(personal.holds(TableName.of("bronze.sales"), "name")).isTrue();
    assertThat(personal.holds(TableName.of("bronze.sales"), "city")).isFalse();
  }
}
