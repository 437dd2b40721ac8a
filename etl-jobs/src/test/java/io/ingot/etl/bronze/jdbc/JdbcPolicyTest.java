package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.bronze.BronzeStage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcPolicyTest {
  @TempDir Path folder;
  private JdbcShop shop;
  private TestProject project;

  @BeforeEach
  void connectToTheShop() {
    shop = JdbcShop.postgres(folder);
    project = shop.project();
  }

  @Test
  void whatATransactionCommitsLateIsNotPassedOverUnlessTheLagAloneIsTrusted() throws SQLException {
    Postgres.execute(
        """
        CREATE TABLE shop.orders (id int, at timestamptz);
        INSERT INTO shop.orders VALUES (1, now());
        """);
    shop.table("safe", "orders", "watermark: {column: at, lag: 0s}");
    shop.table("loose", "orders", "watermark: {column: at, lag: 0s, open_transactions: ignore}");
    try (java.sql.Connection writer = Postgres.session();
        Statement statement = writer.createStatement()) {
      statement.execute("SELECT now()");
      Postgres.execute("INSERT INTO shop.orders VALUES (2, now())");
      project.run();
      statement.execute("INSERT INTO shop.orders VALUES (3, now())");
      assertThat(project.run("bronze.safe").outcome("bronze.safe").reason())
          .contains("a transaction that is open at the source since");
      writer.commit();
    }
    project.run();

    assertThat(project.rows("bronze.safe", "_batch", "id"))
        .containsExactly("[0,1]", "[1,2]", "[1,3]");
    assertThat(project.rows("bronze.loose", "_batch", "id")).containsExactly("[0,1]", "[0,2]");
  }

  @Test
  void sessionsThatAreHiddenStopTheRunWithWhatToGrant() throws SQLException {
    Postgres.execute(
        """
        CREATE TABLE shop.orders AS SELECT 1 AS id, now() AS at;
        REVOKE pg_read_all_stats FROM reader
        """);
    shop.table("orders", "orders", "watermark: {column: at, lag: 0s}");
    try (java.sql.Connection other = Postgres.session();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT 1");
      assertThat(project.run().failure("bronze.orders"))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("GRANT pg_read_all_stats");
    } finally {
      Postgres.execute("GRANT pg_read_all_stats TO reader");
    }
  }

  @Test
  void rowsWithoutATimeAreTakenOnceAndCountedEachTime() {
    Postgres.execute(
        """
        CREATE TABLE shop.orders (id int, note text, at timestamptz);
        INSERT INTO shop.orders VALUES (1, 'a', now()), (2, NULL, NULL), (3, 'b', NULL)
        """);
    shop.table("all", "orders", "watermark: {column: at, lag: 0s, on_null: include}");
    shop.table("aside", "orders", "watermark: {column: at, lag: 0s, on_null: quarantine}");
    TestRun first = project.run();
    assertThat(first.published("bronze.all").tallies()).containsEntry("null_cursor", 2L);
    assertThat(project.run("bronze.all").outcome("bronze.all").word()).isEqualTo("unchanged");

    Postgres.execute(
        "INSERT INTO shop.orders VALUES (4, 'c', NULL); UPDATE shop.orders SET note = 'd' WHERE id"
            + " = 2");
    TestRun second = project.run();

    assertThat(second.counts("bronze.all")).isEqualTo(new Counts(3, 2, 1, 0));
    assertThat(second.published("bronze.all").tallies()).containsEntry("null_cursor", 3L);
    assertThat(project.rows("bronze.all", "_batch", "id", "note", "_corrupt"))
        .containsExactly(
            "[0,1,a,null]", "[0,2,null,null]", "[0,3,b,null]", "[1,2,d,null]", "[1,4,c,null]");
    assertThat(project.rows("bronze.aside", "_batch", "id", "_corrupt"))
        .containsExactly(
            "[0,1,null]",
            "[0,2,{\"id\":2,\"note\":null,\"at\":null}]",
            "[0,3,{\"id\":3,\"note\":\"b\",\"at\":null}]",
            "[1,2,{\"id\":2,\"note\":\"d\",\"at\":null}]",
            "[1,4,{\"id\":4,\"note\":\"c\",\"at\":null}]");
  }

  @Test
  void lookbackFindsLateRowsAndTakesNoRowTwice() {
    Postgres.execute(
        """
        CREATE TABLE shop.orders (id int, a text, b text, at timestamptz);
        INSERT INTO shop.orders VALUES
          (1, 'x', NULL, '2026-01-01 00:00+00'),
          (2, 'x', NULL, now() - interval '10 minutes'),
          (3, 'x', NULL, now() - interval '10 minutes');
        CREATE TABLE shop.numbers AS SELECT n AS id FROM generate_series(1, 9) n WHERE n <> 7
        """);
    shop.table("orders", "orders", "watermark: {column: at, lag: 0s, lookback: 1h}");
    shop.table("numbers", "numbers", "watermark: {column: id, gap: 0, lookback: 3}");
    assertThat(project.run().published("bronze.orders").tallies()).containsEntry("late_rows", 0L);

    Postgres.execute(
        """
        UPDATE shop.orders SET a = NULL, b = 'x' WHERE id = 3;
        INSERT INTO shop.orders VALUES
          (4, 'x', NULL, now() - interval '20 minutes'),
          (5, 'x', NULL, '2026-01-02 00:00+00'),
          (6, 'x', NULL, now());
        INSERT INTO shop.numbers VALUES (7), (10)
        """);
    TestRun run = project.run();

    assertThat(run.counts("bronze.orders")).isEqualTo(new Counts(4, 3, 1, 0));
    assertThat(run.published("bronze.orders").tallies())
        .containsEntry("late_rows", 2L)
        .containsEntry("null_cursor", 0L);
    assertThat(project.rows("bronze.orders", "_batch", "id", "a", "b"))
        .containsExactly(
            "[0,1,x,null]",
            "[0,2,x,null]",
            "[0,3,x,null]",
            "[1,3,null,x]",
            "[1,4,x,null]",
            "[1,6,x,null]");
    assertThat(run.counts("bronze.numbers")).isEqualTo(new Counts(4, 2, 2, 0));
    assertThat(run.published("bronze.numbers").tallies()).containsEntry("late_rows", 1L);
  }

  @Test
  void aBacklogIsCaughtUpInSeveralBatchesThatPassOverEmptyStretches() {
    Postgres.execute(
        """
        CREATE TABLE shop.orders (id int, at timestamptz);
        INSERT INTO shop.orders VALUES
          (1, '2020-01-01 00:00+00'), (2, '2020-01-01 23:59+00'), (3, '2020-01-02 00:00+00'),
          (4, '2025-06-01 12:00+00'), (5, now());
        CREATE TABLE shop.numbers AS SELECT n AS id FROM generate_series(1, 5) n
        """);
    shop.table("orders", "orders", "watermark: {column: at, lag: 0s, max_window: 1d}");
    shop.table("numbers", "numbers", "watermark: {column: id, gap: 0, max_window: 2}");

    TestRun run = project.run();

    assertThat(run.outcome("bronze.orders").batches()).hasSize(4);
    assertThat(project.rows("bronze.orders", "_batch", "id"))
        .containsExactly("[0,1]", "[0,2]", "[1,3]", "[2,4]", "[3,5]");
    assertThat(project.rows("bronze.numbers", "_batch", "id"))
        .containsExactly("[0,1]", "[0,2]", "[1,3]", "[1,4]", "[2,5]");
  }

  @Test
  void aTimeWithoutAZoneKeepsItsTypeAndIsReadInTheZoneDeclared() {
    Postgres.execute(
        """
        CREATE TABLE shop.local (id int, at timestamp(3));
        INSERT INTO shop.local VALUES
          (1, (now() - interval '1 minute') AT TIME ZONE 'Asia/Tokyo'),
          (2, (now() + interval '1 minute') AT TIME ZONE 'Asia/Tokyo'),
          (3, '1960-03-13 02:30:00.999');
        CREATE TABLE shop.endless (id int, at timestamptz, until timestamptz);
        INSERT INTO shop.endless VALUES (1, '2026-01-01', 'infinity');
        """);
    shop.table("local", "local", "watermark: {column: at, lag: 0s, zone: Asia/Tokyo}");
    shop.table("endless", "endless", "watermark: {column: at, lag: 0s}");

    TestRun run = project.run();

    assertThat(project.rows("bronze.local", "id")).containsExactly("[1]", "[3]");
    assertThat(project.rows("bronze.local", "typeof(at)", "at"))
        .contains("[timestamp_ntz,1960-03-13T02:30:00.999]");
    assertThat(run.failure("bronze.endless"))
        .hasStackTraceContaining("Cannot read shop/shop.endless.until: it holds infinity");
  }

  @Test
  void withoutAWatermarkEachBatchIsTheWholeTable() {
    Postgres.execute("CREATE TABLE shop.rates (name text); INSERT INTO shop.rates VALUES ('a')");
    shop.table("rates", "rates", "");
    project.run();
    Postgres.execute("UPDATE shop.rates SET name = 'b'; INSERT INTO shop.rates VALUES ('c')");

    TestRun run = project.run();

    assertThat(run.published("bronze.rates").batch().plan().reason()).isEqualTo("whole table");
    assertThat(project.rows("bronze.rates", "_batch", "name"))
        .containsExactly("[0,a]", "[1,b]", "[1,c]");
  }

  @Test
  void aDeletedRowIsMarkedByItsConditionOrByTheKeysThatAreGone() {
    Postgres.execute(
        """
        CREATE TABLE shop.soft (id int, gone boolean, at timestamptz);
        INSERT INTO shop.soft VALUES (1, true, now()), (2, false, now()), (3, NULL, now());
        CREATE TABLE shop.hard (id int, sub text, name text, at timestamptz);
        INSERT INTO shop.hard VALUES
          (1, 'a', 'n', now()), (1, 'b', 'n', now()), (2, NULL, 'n', now()), (3, 'c', 'n', now())
        """);
    shop.table(
        "soft", "soft", "watermark: {column: at, lag: 0s}\ndeletes: {mode: soft, when: gone}");
    String keys = "watermark: {column: at, lag: 0s}\ndeletes: {mode: reconcile, key: [id, sub], ";
    shop.table("hard", "hard", keys + "every: 1h}");
    project.run();
    assertThat(project.rows("bronze.soft", "id", "_deleted"))
        .containsExactly("[1,true]", "[2,false]", "[3,false]");
    Postgres.execute("DELETE FROM shop.hard WHERE sub = 'b' OR id = 2");
    assertThat(project.run("bronze.hard").outcome("bronze.hard").word()).isEqualTo("unchanged");

    shop.table("hard", "hard", keys + "every: 0s}");
    Postgres.execute("INSERT INTO shop.hard VALUES (4, 'd', 'n', now())");
    List<Published> batches = project.run("bronze.hard").outcome("bronze.hard").batches();

    assertThat(batches).hasSizeBetween(2, 3);
    assertThat(batches.get(0).tallies()).containsEntry("deleted_rows", 2L);
    assertThat(
            project.rows("bronze.hard", "_batch", "id", "sub", "name", "at > '2026'", "_deleted"))
        .containsExactly(
            "[0,1,a,n,true,false]",
            "[0,1,b,n,true,false]",
            "[0,2,null,n,true,false]",
            "[0,3,c,n,true,false]",
            "[1,1,b,n,true,true]",
            "[1,2,null,n,true,true]",
            "[2,4,d,n,true,false]");
  }

  @Test
  void aClosedWindowIsReadAgainAndOnlyWhatChangedIsAdded() {
    Postgres.execute(
        """
        CREATE TABLE shop.orders (id int, name text, at timestamptz);
        INSERT INTO shop.orders VALUES
          (1, 'a', '2026-01-01'), (2, 'b', '2026-01-02'), (3, 'c', '2026-01-03')
        """);
    shop.table("orders", "orders", "watermark: {column: at, lag: 0s}");
    project.run();
    Map<String, Long> bounds = state("bronze.orders").bounds();
    Postgres.execute(
        """
        UPDATE shop.orders SET name = 'new';
        UPDATE shop.orders SET name = 'b' WHERE id = 2
        """);
    StageContext context = project.context();
    BronzeStage stage = shop.stage("bronze.orders");
    Plan plan =
        new Plan.Backfill(
            shop.closed("bronze.orders", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z"), "asked");

    Published published =
        stage.run(
            context,
            new Batch(
                stage.table().name(),
                0,
                1,
                plan,
                stage.table().definitionHash(),
                "again",
                Instant.EPOCH));

    assertThat(published.counts()).isEqualTo(new Counts(2, 1, 1, 0));
    assertThat(project.rows("bronze.orders", "_batch", "id", "name"))
        .containsExactly("[0,1,a]", "[0,2,b]", "[0,3,c]", "[1,1,new]");
    assertThat(state("bronze.orders").bounds()).isEqualTo(bounds);
    assertThatThrownBy(
            () -> shop.closed("bronze.orders", "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("the table has got to");
  }

  @Test
  void aPlaceIsSaidByATimeADateOrANumberAndNotInTheFuture() {
    Postgres.execute(
        """
        CREATE TABLE shop.orders AS SELECT now() - interval '3 hours' AS at;
        CREATE TABLE shop.numbers AS SELECT 41 AS id;
        """);
    shop.table("orders", "orders", "watermark: {column: at, lag: 150m}");
    shop.table("numbers", "numbers", "watermark: {column: id, gap: 0}");
    project.run();
    StageContext context = project.context();
    BronzeStage orders = shop.stage("bronze.orders");
    BronzeStage numbers = shop.stage("bronze.numbers");
    Postgres.execute("INSERT INTO shop.numbers VALUES (50)");

    assertThat(orders.behind(context)).isEqualTo("2 h");
    assertThat(numbers.behind(context)).isEqualTo("9");
    assertThat(orders.boundsAt(context, "2026-01-01T01:00:00+01:00"))
        .isEqualTo(Map.of("hi/shop/shop.orders/at", 1_767_225_600_000_000L))
        .isEqualTo(orders.boundsAt(context, "2026-01-01"));
    assertThat(numbers.boundsAt(context, "-5")).isEqualTo(Map.of("hi/shop/shop.numbers/id", -5L));
    assertThatThrownBy(() -> orders.boundsAt(context, "2100-01-01"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("by the source's clock it is only");
    assertThatThrownBy(() -> orders.boundsAt(context, "yesterday"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("write a time with its zone");
    assertThatThrownBy(() -> numbers.boundsAt(context, "52"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("the greatest id of the source is 50");
    assertThatThrownBy(
            () -> shop.closed("bronze.numbers", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("is a number");
  }

  private TableState state(String table) {
    return project.lake().table(TableName.of(table)).state();
  }
}
