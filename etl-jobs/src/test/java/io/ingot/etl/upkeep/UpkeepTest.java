package io.ingot.etl.upkeep;

import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Plan;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lease.Lease;
import io.ingot.core.lease.Leases;
import io.ingot.core.project.TableName;
import io.ingot.core.run.LastBatch;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.upkeep.Task.Kind;
import io.ingot.etl.upkeep.Task.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
  private static final String SALES = "silver.sales";
  private static final String DAILY = "gold.daily";
  private static final TableName NAME = TableName.of(SALES);
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareSales() {
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  drop: {type: files, root: incoming}
                maintain: {optimize: daily, vacuum: daily, worth: 1, keep: 0s}
                """)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: sales/*.csv, format: csv, settle: 0s}")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns:
                  id:    {type: bigint, key: true}
                  day:   {type: string}
                  price: {type: "decimal(6,2)"}
                write: {mode: merge}
                """)
            .file(
                "gold/daily.yml",
                """
                write: {mode: replace_partitions, partition_by: day}
                recompute: {driver: silver.sales, by: day}
                """)
            .file(
                "gold/daily.sql", "SELECT day, sum(price) AS price FROM silver.sales GROUP BY day")
            .file("incoming/sales/a.csv", "id,day,price\n1,mon,1.00\n2,mon,2.00\n3,tue,4.00\n");
  }

  @Test
  void filesThatAFollowerStillReadsStayUntilItHasRun() {
    project.run("bronze.sales", SALES);
    project.file("incoming/sales/b.csv", "id,day,price\n9,sun,0.50\n").run();
    long read = project.version(SALES);
    project.file("incoming/sales/c.csv", "id,day,price\n2,wed,2.00\n4,tue,8.00\n");
    project.run("bronze.sales", SALES);
    List<String> rows = project.rows(SALES, "*");
    List<String> bronze = project.rows("bronze.sales", "*");
    LastBatch last = lastOf(DAILY);

    // Shown first, and nothing changes by that.
    long version = project.version(SALES);
    UpkeepRecord shown = upkeep().plan("shown", Set.of(NAME), NOW);
    assertThat(task(shown, SALES, Kind.COMPACT).state()).isEqualTo(State.DUE);
    assertThat(task(shown, SALES, Kind.VACUUM).state()).isEqualTo(State.REFUSED);
    assertThat(project.version(SALES)).isEqualTo(version);

    UpkeepRecord first = carryOut(NOW);
    assertThat(first.exitCode()).isEqualTo(3);
    assertThat(task(first, SALES, Kind.COMPACT).state()).isEqualTo(State.DONE);
    Task refused = task(first, SALES, Kind.VACUUM);
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.reason())
        .startsWith(DAILY + " still reads " + SALES + " from version " + read + " of 2")
        .endsWith("; run it first, or keep 2d");
    assertThat(task(first, "bronze.sales", Kind.COMPACT).filesAfter()).isEqualTo(1);
    assertThat(task(first, "bronze.sales", Kind.VACUUM).state()).isEqualTo(State.DONE);
    assertThat(project.rows(SALES, "*")).isEqualTo(rows);
    assertThat(project.rows("bronze.sales", "*")).isEqualTo(bronze);
    assertThat(lastOf(DAILY)).isEqualTo(last);

    // The follower sees the batch behind it, through the version that the upkeep made.
    TestRun caughtUp = project.run();
    assertThat(caughtUp.outcome(SALES).reason()).isEqualTo("up to date");
    assertThat(caughtUp.published(DAILY).batch().plan()).isInstanceOf(Plan.Advance.class);
    assertThat(project.rows(DAILY, "day", "price"))
        .containsExactly("[mon,1.00]", "[sun,0.50]", "[tue,12.00]", "[wed,2.00]");

    // The same day it is only tried again what was refused.
    UpkeepRecord second = carryOut(NOW, NAME);
    assertThat(task(second, SALES, Kind.COMPACT).state()).isEqualTo(State.WAITING);
    Task freed = task(second, SALES, Kind.VACUUM);
    assertThat(freed.state()).isEqualTo(State.DONE);
    assertThat(freed.filesBefore()).isPositive();
    assertThat(freed.bytes()).isPositive();
    assertThat(second.exitCode()).isZero();
    assertThat(project.lake().files().list("upkeep/runs")).hasSize(2);

    // What comes next is taken as if nothing had been done.
    project.file("incoming/sales/d.csv", "id,day,price\n1,mon,3.00\n5,mon,1.00\n");
    TestRun next = project.run();
    assertThat(next.counts(SALES).written()).isEqualTo(2);
    assertThat(next.counts(DAILY).written()).isEqualTo(1);
    assertThat(project.rows(DAILY, "day", "price"))
        .containsExactly("[mon,4.00]", "[sun,0.50]", "[tue,12.00]", "[wed,2.00]");
  }

  @Test
  void aTableThatARunHoldsIsLeftAloneAndTheOthersGoOn() {
    project
        .file("gold/daily.yml", "{}")
        .file("gold/daily.sql", "SELECT id FROM silver.sales")
        .run("bronze.sales", SALES);
    project.lake().files().put("staging/silver.sales/0-dead/part", "x");
    project.lake().files().put("plans/silver.sales/0-7-x.json", "{}");
    UpkeepRecord record;
    try (Lease held = Leases.of(project.load(), project.lake()).acquire(NAME, "another")) {
      record = carryOut(NOW);
      held.requireHeld();
    }

    assertThat(record.exitCode()).isEqualTo(5);
    Task locked = task(record, SALES, Kind.ALL);
    assertThat(locked.state()).isEqualTo(State.LOCKED);
    assertThat(locked.reason()).startsWith("Cannot work on silver.sales: run another (");
    assertThat(task(record, "bronze.sales", Kind.COMPACT).state()).isEqualTo(State.FINE);
    assertThat(project.lake().files().folders("staging/silver.sales")).containsExactly("0-dead");

    assertThat(maintain(SALES))
        .contains("silver.sales  leftovers  due", "Nothing was changed. Say --yes to do it.");
    assertThat(project.lake().files().folders("staging/silver.sales")).containsExactly("0-dead");
    assertThat(maintain(SALES, "--yes"))
        .contains("silver.sales  leftovers  done  ", "staged rows and plans of runs that are over");
    assertThat(project.lake().files().folders("staging/silver.sales")).isEmpty();
    assertThat(project.lake().files().list("plans/silver.sales")).hasSize(1);
  }

  @Test
  void rowsArePutInOrderOnce() {
    String sales =
        IntStream.rangeClosed(1, 2001)
            .mapToObj(id -> id + ",day" + id + "," + id % 7 + ".00")
            .collect(Collectors.joining("\n", "id,day,price\n", "\n"));
    project
        .file("incoming/sales/a.csv", sales)
        .file(
            "silver/sales.yml",
            """
            from: bronze.sales
            columns: {id: {type: bigint}, price: {type: "decimal(6,2)"}}
            maintain: {zorder: price, target_file_size: 1kb, worth: 1000}
            """)
        .file("gold/daily.yml", "{}")
        .file("gold/daily.sql", "SELECT id FROM silver.sales");
    project.run("bronze.sales", SALES);
    List<String> rows = project.rows(SALES, "*");

    UpkeepRecord first = carryOut(NOW, NAME);
    assertThat(first.exitCode()).isZero();
    Task ordered = task(first, SALES, Kind.ORDER);
    assertThat(ordered.state()).isEqualTo(State.DONE);
    assertThat(ordered.reason()).isEqualTo("by price");
    assertThat(project.rows(SALES, "*")).isEqualTo(rows);
    List<Row> files = prices();
    assertThat(files).hasSizeGreaterThan(1);
    // Alike in price: files overlap at one price at most.
    for (int i = 1; i < files.size(); i++) {
      assertThat(files.get(i).getDecimal(1)).isGreaterThanOrEqualTo(files.get(i - 1).getDecimal(2));
    }

    UpkeepRecord second = carryOut(NOW.plus(Duration.ofDays(1)), NAME);
    assertThat(find(second, SALES, Kind.ORDER)).isEmpty();
    assertThat(task(second, SALES, Kind.COMPACT).state()).isEqualTo(State.FINE);
  }

  /** The files with the least and the greatest price in each, the cheapest first. */
  private List<Row> prices() {
    return project
        .lake()
        .table(NAME)
        .at(project.version(SALES))
        .groupBy(input_file_name().as("file"))
        .agg(min("price").as("least"), max("price").as("greatest"))
        .orderBy("least", "greatest")
        .collectAsList();
  }

  /** What a person reads who says it on a command line. */
  private String maintain(String table, String... further) {
    Ingot ingot = Ingot.in(folder);
    String[] words =
        Stream.concat(Stream.of("maintain", "--select", table), Stream.of(further))
            .toArray(String[]::new);
    assertThat(ingot.say(words)).isEqualTo(ExitCode.DONE);
    return ingot.said() + ingot.noted();
  }

  private Upkeep upkeep() {
    return new Upkeep(project.load(), project.lake(), Upkeep.holdsOnClassPath());
  }

  private UpkeepRecord carryOut(Instant now) {
    return carryOut(now, project.load().tables().keySet().toArray(TableName[]::new));
  }

  private UpkeepRecord carryOut(Instant now, TableName... tables) {
    return upkeep().carryOut("run-" + System.nanoTime(), new TreeSet<>(List.of(tables)), now);
  }

  private LastBatch lastOf(String table) {
    TableName name = TableName.of(table);
    return LastBatch.of(name, project.lake().table(name).state(), project.context());
  }

  private static Optional<Task> find(UpkeepRecord record, String table, Kind kind) {
    return record.tasks().stream()
        .filter(task -> task.table().equals(TableName.of(table)) && task.kind() == kind)
        .findFirst();
  }

  private static Task task(UpkeepRecord record, String table, Kind kind) {
    return find(record, table, kind)
        .orElseThrow(() -> new AssertionError(kind + " of " + table + " not in " + record));
  }
}
