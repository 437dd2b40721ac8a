package io.ingot.etl.bronze.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Window;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.bronze.BronzeStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresWindowTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void connectToTheShop() {
    Postgres.execute("DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA shop");
    project =
        TestProject.in(folder)
            .file("password.txt", Postgres.PASSWORD)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  shop: {type: jdbc, url: "%s", user: reader, password: "${file:password.txt}"}
                """
                    .formatted(Postgres.url()));
  }

  @Test
  void aRowAtTheBoundaryIsReadOnceAndWhatIsWrittenAfterThePlanIsMetNextTime() {
    Postgres.execute(
        """
        CREATE TABLE shop.orders (id int, at timestamptz(6));
        INSERT INTO shop.orders VALUES
          (1, '2026-01-01 00:00:00.123456+00'), (2, '2026-01-01 00:00:00.123457+00')
        """);
    declare("orders", "{column: at, lag: 0s}", "");
    Instant hi = ((Window.Times) planAhead("bronze.orders")).hi();
    String before = "'" + hi.minus(1, ChronoUnit.MICROS) + "'";
    String at = "'" + hi + "'";
    String after = "'" + hi.plus(1, ChronoUnit.MICROS) + "'";
    Postgres.execute(
        "INSERT INTO shop.orders VALUES (3, %s), (4, %s), (5, %s), (6, %s)"
            .formatted(before, at, at, after));

    TestRun run = project.run();

    assertThat(run.outcome("bronze.orders").batches()).hasSize(2);
    assertThat(project.rows("bronze.orders", "_batch", "id"))
        .containsExactly("[0,1]", "[0,2]", "[0,3]", "[1,4]", "[1,5]", "[1,6]");
    assertThat(project.rows("bronze.orders", "at", "_source.name", "_source.bytes", "_corrupt"))
        .startsWith(
            "[2026-01-01 00:00:00.123456,shop/shop.orders,null,null]",
            "[2026-01-01 00:00:00.123457,shop/shop.orders,null,null]");

    long version = project.version("bronze.orders");
    TestRun idle = project.run();
    assertThat(idle.outcome("bronze.orders").word()).isEqualTo("unchanged");
    assertThat(idle.outcome("bronze.orders").reason()).isEqualTo("no row of the source is newer");
    assertThat(project.version("bronze.orders")).isEqualTo(version);
  }

  @Test
  void youngRowsWaitAndARowFromTheFutureHoldsBackNoOther() {
    Postgres.execute(
        """
        CREATE TABLE shop.visits (who text, at timestamptz);
        INSERT INTO shop.visits VALUES
          ('old', now() - interval '2 hours'),
          ('young', now() - interval '30 minutes'),
          ('future', now() + interval '1 day');
        CREATE TABLE shop.local (who text, at timestamp);
        """);
    declare("visits", "{column: at, lag: 1h}", "");
    declare("local", "{column: at, lag: 1h}", "");

    TestRun first = project.run();
    assertThat(first.failure("bronze.local"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("is of type timestamp, which has no time zone");
    assertThat(project.rows("bronze.visits", "who")).containsExactly("[old]");
    assertThat(bound("bronze.visits"))
        .isBetween(Instant.now().minusSeconds(3660), Instant.now().minusSeconds(3540));

    Postgres.execute(
        "INSERT INTO shop.visits VALUES ('next', '%s')"
            .formatted(bound("bronze.visits").plus(1, ChronoUnit.MICROS)));
    project.run();
    assertThat(project.rows("bronze.visits", "_batch", "who"))
        .containsExactly("[0,old]", "[1,next]");
  }

  @Test
  void aNumberIsFollowedUpToItsGapSoThatALateCommitIsNotLost() {
    Postgres.execute(
        """
        CREATE TABLE shop.events (id bigint);
        INSERT INTO shop.events VALUES (-3), (1), (3), (5);
        CREATE TABLE shop.empty (id bigint);
        """);
    declare("events", "{column: id, gap: 2}", "");
    declare("empty", "{column: id, gap: 0}", "");

    TestRun first = project.run();
    assertThat(project.rows("bronze.events", "id")).containsExactly("[-3]", "[1]", "[3]");
    assertThat(first.outcome("bronze.empty").word()).isEqualTo("unchanged");

    Postgres.execute("INSERT INTO shop.events VALUES (4), (7); INSERT INTO shop.empty VALUES (0)");
    project.run();
    assertThat(project.rows("bronze.events", "_batch", "id"))
        .containsExactly("[0,-3]", "[0,1]", "[0,3]", "[1,4]", "[1,5]");
    assertThat(project.rows("bronze.empty", "id")).containsExactly("[0]");
  }

  @Test
  void queriesSideBySideReadEveryRowOnce() {
    Postgres.execute(
        """
        CREATE TABLE shop.parts (id int, at timestamptz, part bigint);
        INSERT INTO shop.parts
          SELECT row_number() OVER (), now() - interval '1 hour', part
          FROM unnest(ARRAY[NULL, -9223372036854775808, -6, -5, 0, 0, 7, 8, 9223372036854775807])
            AS t(part);
        CREATE TABLE shop.unknown AS SELECT id, at, NULL::int AS part FROM shop.parts;
        """);
    declare("parts", "{column: at, lag: 0s}", "read: {partition_by: part, partitions: 4}");
    declare("unknown", "{column: at, lag: 0s}", "read: {partition_by: part, partitions: 4}");

    project.run();

    assertThat(project.rows("bronze.parts", "part", "count(*) over (partition by id)"))
        .containsExactly(
            "[-5,1]",
            "[-6,1]",
            "[-9223372036854775808,1]",
            "[0,1]",
            "[0,1]",
            "[7,1]",
            "[8,1]",
            "[9223372036854775807,1]",
            "[null,1]");
    assertThat(project.rows("bronze.unknown", "id")).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void valuesKeepTheirTypes() {
    Postgres.execute(
        """
        CREATE TABLE shop.types (
          "Id" bigint, small smallint, price numeric(12,4), share float8, born date,
          at timestamptz, ok boolean, note varchar(20), doc jsonb, code uuid);
        INSERT INTO shop.types VALUES
          (9007199254740993, -7, 12345678.9012, 0.1, '1998-02-28',
           '2026-01-01 02:00:00.000001+02', true, 'naïve', '{"a": 1.10}',
           '00000000-0000-0000-0000-000000000001'),
          (1, NULL, NULL, NULL, NULL, '2026-01-01 00:00:00+00', NULL, NULL, NULL, NULL)
        """);
    declare("types", "{column: at, lag: 0s}", "");

    project.run();

    assertThat(project.lake().table(TableName.of("bronze.types")).state().schema().toDDL())
        .startsWith(
            "Id BIGINT,small SMALLINT,price DECIMAL(12,4),share DOUBLE,born DATE,at TIMESTAMP,"
                + "ok BOOLEAN,note STRING,doc STRING,code STRING,_source STRUCT<");
    assertThat(
            project.rows(
                "bronze.types",
                "Id",
                "small",
                "price",
                "share",
                "born",
                "at",
                "ok",
                "note",
                "doc",
                "code"))
        .containsExactly(
            "[1,null,null,null,null,2026-01-01 00:00:00.0,null,null,null,null]",
            "[9007199254740993,-7,12345678.9012,0.1,1998-02-28,2026-01-01 00:00:00.000001,true,"
                + "naïve,{\"a\": 1.10},00000000-0000-0000-0000-000000000001]");
  }

  @Test
  void whatCannotBeReadWithoutLossIsRefused() {
    Postgres.execute(
        """
        CREATE TABLE shop.holes (id int, at timestamptz);
        INSERT INTO shop.holes VALUES (1, now() - interval '1 hour'), (2, NULL);
        CREATE TABLE shop.taken ("_RUN" int, at timestamptz);
        INSERT INTO shop.taken VALUES (1, now() - interval '1 hour');
        CREATE TABLE shop.moved (id bigint, number bigint);
        INSERT INTO shop.moved VALUES (1000, 1);
        """);
    declare("holes", "{column: at, lag: 0s}", "");
    declare("taken", "{column: at, lag: 0s}", "");
    declare("moved", "{column: id, gap: 0}", "");

    TestRun run = project.run();

    assertThat(run.failure("bronze.holes"))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot read shop/shop.holes: 1 rows have no at, so no window would ever hold them."
                + " Fill it in at the source, for instance by a default, or set on_null to include"
                + " or quarantine.");
    assertThat(run.failure("bronze.taken"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("(_RUN)");

    Postgres.execute("INSERT INTO shop.moved VALUES (1001, 2)");
    declare("moved", "{column: number, gap: 0}", "");
    assertThat(project.run("bronze.moved").failure("bronze.moved"))
        .isInstanceOf(GapException.class)
        .hasMessageContaining("bronze.moved")
        .hasMessageContaining("number");
    declare("moved", "{column: id, gap: 0}", "");
    project.run("bronze.moved");
    assertThat(project.rows("bronze.moved", "number")).containsExactly("[1]", "[2]");
  }

  @Test
  void thePasswordStandsInNoErrorAndInNoFileOfTheLake() throws IOException {
    Postgres.execute(
        "CREATE TABLE shop.orders (at timestamptz); INSERT INTO shop.orders VALUES ('2026-01-01')");
    declare("orders", "{column: at, lag: 0s}", "");
    declare("nowhere", "{column: at, lag: 0s}", "");
    TestRun run = project.run();
    assertThat(run.counts("bronze.orders").read()).isEqualTo(1);
    assertThat(trace(run.failure("bronze.nowhere")))
        .contains("Cannot read shop/shop.nowhere")
        .doesNotContain(Postgres.PASSWORD);
    try (Stream<Path> files = Files.walk(project.path("lake"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(new String(Files.readAllBytes(file), "ISO-8859-1"))
                      .doesNotContain(Postgres.PASSWORD));
    }

    project.file("password.txt", "wrong-" + Postgres.PASSWORD);
    assertThat(trace(project.run("bronze.orders").failure("bronze.orders")))
        .contains("authentication failed")
        .doesNotContain(Postgres.PASSWORD);

    project
        .file("password.txt", Postgres.PASSWORD)
        .file(
            "ingot.yml",
            Files.readString(project.path("ingot.yml"))
                .replaceFirst("localhost:\\d+", "127.0.0.1:1"));
    assertThat(trace(project.run("bronze.orders").failure("bronze.orders")))
        .contains("Cannot read shop/shop.orders (SQL state 08001)")
        .doesNotContain(Postgres.PASSWORD);
  }

  private void declare(String table, String watermark, String more) {
    project.file(
        "bronze/" + table + ".yml",
        "source: {connection: shop, table: shop.%s}\nwatermark: %s\n%s\n"
            .formatted(table, watermark, more));
  }

  /** Leaves a table as a run does that is killed once its first plan is written. */
  private Window planAhead(String name) {
    StageContext context = project.context();
    Table table = context.project().tables().get(TableName.of(name));
    Plan plan = new BronzeStage((BronzeTable) table).plan(context);
    new Plans(context.lake())
        .writeAhead(
            new Batch(table.name(), 0, 0, plan, table.definitionHash(), "killed", Instant.EPOCH));
    return ((Plan.Extract) plan).window();
  }

  private Instant bound(String table) {
    return project.lake().table(TableName.of(table)).state().bounds().values().stream()
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
        .findFirst()
        .orElseThrow();
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
