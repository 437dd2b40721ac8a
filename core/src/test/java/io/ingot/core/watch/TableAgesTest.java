package io.ingot.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunHistory;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Runner;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SqlCount;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class TableAgesTest {
  private static final TableName SALES = TableName.of("silver.sales");
  private static final TableName TICKS = TableName.of("bronze.ticks");
  private static final Plan EXTRACT =
      new Plan.Extract(new Window.Numbers(Optional.empty(), 9), "new", false);
  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");

  @TempDir Path folder;
  private TestProject project;
  private LakeTable sales;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(folder).file("bronze/ticks.yml", Counter.TABLE);
    declare("");
    sales = project.lake().table(SALES);
  }

  @Test
  void ageCountsFromTheLastCommitThatBroughtNewRows() throws IOException {
    assertThat(age().age()).as("before the first run").isEmpty();

    commit(EXTRACT, 2, "(1)", "(2)");
    commit(EXTRACT, 0);
    commit(new Plan.Backfill(new Window.Numbers(Optional.empty(), 1), "asked for"), 1, "(0)");
    commit(EXTRACT, 0);
    commitOf(0, "2026-03-06T10:00:00Z");
    assertThat(age().since()).contains(Instant.parse("2026-03-06T10:00:00Z"));
    assertThat(age().age()).contains(Duration.ofHours(74));
    assertThat(age().verdict()).isEqualTo("-");

    commit(EXTRACT, 1, "(3)");
    commitOf(4, "2026-03-09T11:00:00Z");
    assertThat(age().age()).contains(Duration.ofHours(1));

    commit(new Plan.Restore(3, Map.of(), "somebody", "the last batch was wrong"), 3);
    assertThat(age().since())
        .as("a rollback makes the rows as old as they were")
        .contains(Instant.parse("2026-03-06T10:00:00Z"));
  }

  @Test
  void daysOffOfTheCalendarDoNotCount() throws IOException {
    project.file(
        "ingot.yml",
        "name: test\nlake: lake\nconnections: {drop: {type: files, root: in}}\n"
            + "calendars: {office: {}}\n");
    declare("fresh: {within: 26h, calendar: office}");
    commit(EXTRACT, 1, "(1)");
    commitOf(0, "2026-03-06T10:00:00Z");

    // Friday from ten, and Monday until noon.
    assertThat(age().age()).contains(Duration.ofHours(26));
    assertThat(age().verdict()).isEqualTo("yes");
    assertThat(ages(NOW.plusSeconds(1)).verdict()).isEqualTo("LATE by 1s");
  }

  @Test
  void aColumnsGreatestValueTellsTheAgeWithoutOpeningAFile() throws Exception {
    declare("fresh: {within: 1h, by: at, zone: Europe/Zurich}");
    String columns = "id, at, day, part";
    commitOf(columns, "(1, TIMESTAMP '2026-03-09 11:30:00.25', DATE '2026-03-08', 'a')");
    commitOf(columns, "(2, TIMESTAMP '2026-03-09 09:00:00', DATE '2026-03-09', 'b')");
    commitOf(columns, "(3, CAST(NULL AS TIMESTAMP), CAST(NULL AS DATE), 'c')");

    assertThat(SqlCount.of(project.lake().spark(), () -> assertThat(age().isLate()).isFalse()))
        .isZero();
    assertThat(age().since()).contains(Instant.parse("2026-03-09T11:30:00.250Z"));
    declare("fresh: {within: 1h, by: day, zone: Europe/Zurich}");
    assertThat(SqlCount.of(project.lake().spark(), () -> assertThat(age().isLate()).isTrue()))
        .isZero();
    assertThat(age().since())
        .as("a day begins at midnight of its zone")
        .contains(Instant.parse("2026-03-08T23:00:00Z"));

    // As of a table of more files than Delta lists beside a commit.
    forgetChecksums();
    try (Stream<Path> files = Files.list(Path.of(sales.path()))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    assertThat(age().since()).contains(Instant.parse("2026-03-08T23:00:00Z"));
    declare("fresh: {within: 1h, by: at, zone: Europe/Zurich}");
    assertThat(age().since()).contains(Instant.parse("2026-03-09T11:30:00.250Z"));
  }

  @Test
  void valuesOfTheFutureAreLeftOutAndAColumnWithoutStatisticsIsRead() throws IOException {
    declare("fresh: {within: 1h, by: at}");
    commitOf(
        "id, at, clock, day",
        "(1, TIMESTAMP '2999-01-01', TIMESTAMP_NTZ '2026-03-09 11:00:00', DATE '2026-03-07')",
        "(2, TIMESTAMP '2026-03-09 11:30:00.000001', TIMESTAMP_NTZ '2999-01-01', NULL)",
        "(3, TIMESTAMP '2026-03-09 09:00:00', NULL, DATE '2999-01-01')");

    assertThat(age().since()).contains(Instant.parse("2026-03-09T11:30:00.000001Z"));
    declare("fresh: {within: 1h, by: clock, zone: Asia/Shanghai}");
    assertThat(age().since()).contains(Instant.parse("2026-03-09T03:00:00Z"));
    declare("fresh: {within: 1h, by: day, zone: Asia/Shanghai}");
    assertThat(age().since()).contains(Instant.parse("2026-03-06T16:00:00Z"));

    declare("fresh: {within: 1h, by: day, zone: Asia/Shanghai}");
    assertThat(ages(Instant.parse("2026-03-01T00:00:00Z")).verdict()).isEqualTo("LATE, no rows");
  }

  @Test
  void aColumnThatIsNotThereIsTold() throws IOException {
    project.file("bronze/ticks.yml", Counter.TABLE + "fresh: {within: 1h, by: _extracted}\n");
    Counter counter = Counter.of(project, "bronze.ticks").countTo(3);
    run(counter);

    assertThatThrownBy(() -> of(TICKS, NOW))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("bronze.ticks is: it has no column '_extracted'.");
    project.file("bronze/ticks.yml", Counter.TABLE + "fresh: {within: 1h, by: id}\n");
    assertThatThrownBy(() -> of(TICKS, NOW))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no timestamp, but bigint");
  }

  @Test
  void aLookThatFindsNothingMakesATableFreshOnlyWhereThatIsDeclared() throws IOException {
    Counter counter = Counter.of(project, "bronze.ticks").countTo(3);
    RunRecord published = run(counter);
    RunRecord unchanged = run(counter);
    RunHistory history = new RunHistory(project.lake());
    history.keep(published);
    Files.setLastModifiedTime(
        log(TICKS, 0), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    Instant now = Instant.now();

    project.file("bronze/ticks.yml", Counter.TABLE + "fresh: {within: 1d, since: look}\n");
    assertThat(of(TICKS, now).verdict()).as("no look found nothing").startsWith("LATE by 2d");
    history.keep(unchanged);
    assertThat(of(TICKS, now).verdict()).isEqualTo("yes");
    assertThat(of(TICKS, now).age().orElseThrow()).isLessThan(Duration.ofMinutes(5));
    assertThat(of(TICKS, now.plus(Duration.ofDays(2))).verdict()).startsWith("LATE by 24h");
    project.file("bronze/ticks.yml", Counter.TABLE + "fresh: {within: 1d}\n");
    assertThat(of(TICKS, now).verdict()).startsWith("LATE by 2d");
  }

  private RunRecord run(Counter counter) {
    return new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run(UUID.randomUUID().toString(), Set.of(TICKS));
  }

  private void declare(String line) {
    project.file(
        "silver/sales.yml",
        """
        from: bronze.ticks
        columns:
          id: {type: bigint}
          at: {type: timestamp}
          clock: {type: timestamp_ntz}
          day: {type: date}
        """
            + line
            + "\n");
  }

  private Freshness age() {
    return ages(NOW);
  }

  private Freshness ages(Instant at) {
    return of(SALES, at);
  }

  private Freshness of(TableName table, Instant at) {
    return new TableAges(project.load(), project.lake()).of(List.of(table), at).get(0);
  }

  private void commit(Plan plan, long written, String... rows) {
    Dataset<Row> some =
        rows.length == 0
            ? Lakes.rows(project.lake(), "id", "(0)").where("false")
            : Lakes.rows(project.lake(), "id", rows);
    commit(plan, written, some);
  }

  private void commitOf(String columns, String... rows) {
    commit(EXTRACT, rows.length, Lakes.rows(project.lake(), columns, rows));
  }

  private void commit(Plan plan, long written, Dataset<Row> rows) {
    long batch = sales.state().nextBatch();
    BatchRecord record =
        new BatchRecord(
            "run",
            batch,
            NOW,
            "d",
            plan,
            new Counts(9, written, 0, 9 - written),
            Map.of(),
            List.of());
    sales
        .write(rows, new Publication.Append(), new TableLayout(List.of(), List.of(), Map.of()))
        .commit(new CommitMark(sales.writer(0), batch, Map.of(), Json.write(record)));
  }

  private void commitOf(long version, String at) throws IOException {
    Files.setLastModifiedTime(log(SALES, version), FileTime.from(Instant.parse(at)));
  }

  private void forgetChecksums() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(sales.path(), "_delta_log"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
  }

  private Path log(TableName table, long version) {
    return Path.of(project.lake().table(table).path())
        .resolve("_delta_log/%020d.json".formatted(version));
  }
}
