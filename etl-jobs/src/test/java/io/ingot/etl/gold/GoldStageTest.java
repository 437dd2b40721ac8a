package io.ingot.etl.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldStageTest {
  private static final String DAILY = "gold.daily";
  private static final String TOTAL = "gold.total";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareSales() {
    project =
        TestProject.in(folder)
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
                  shop:  {type: bigint}
                  price: {type: "decimal(6,2)"}
                write: {mode: merge}
                """)
            .file(
                "incoming/sales/a.csv",
                """
                id,day,shop,price
                1,mon,1,1.00
                2,mon,1,2.00
                3,tue,1,4.00
                4,O'wed,2,8.00
                5,,1,0.50
                """);
  }

  @Test
  void onlyThePartitionsThatTheChangeTouchedAreMadeAnew() {
    // Delta keeps empty text in a partition column as null.
    declareByDay(
        "daily",
        "driver: silver.sales, by: day, from: \"coalesce(day, '')\"",
        """
        SELECT coalesce(day, '') AS day, sum(price) AS price FROM silver.sales GROUP BY ALL
        """);
    declareByDay(
        "best",
        "driver: gold.daily, by: day",
        "SELECT day, max(price) AS price FROM gold.daily GROUP BY day");
    assertThat(project.run().published(DAILY).batch().plan().reason()).isEqualTo("first batch");
    assertThat(project.rows(DAILY, "day", "price"))
        .containsExactly("[O'wed,8.00]", "[mon,3.00]", "[null,0.50]", "[tue,4.00]");
    List<String> tuesday = files("day = 'tue'");

    // A sale moves from one day to another, and a day without a name gains one.
    project.file("incoming/sales/b.csv", "id,day,shop,price\n2,O'wed,1,2.00\n6,,1,0.25\n");
    TestRun moved = project.run();
    assertThat(moved.published(DAILY).batch().plan().reason())
        .isEqualTo("partitions that changed in silver.sales");
    assertThat(moved.counts(DAILY).written()).isEqualTo(3);
    assertThat(project.rows(DAILY, "day", "price"))
        .containsExactly("[O'wed,10.00]", "[mon,1.00]", "[null,0.75]", "[tue,4.00]");
    assertThat(files("day = 'tue'")).isEqualTo(tuesday);
    assertThat(moved.published("gold.best").batch().plan()).isInstanceOf(Plan.Advance.class);

    // The last sale of a day moves away.
    project.file("incoming/sales/c.csv", "id,day,shop,price\n3,mon,1,4.00\n");
    project.run();
    assertThat(project.rows(DAILY, "day", "price"))
        .containsExactly("[O'wed,10.00]", "[mon,5.00]", "[null,0.75]");
    assertThat(project.rows("gold.best", "day", "price")).isEqualTo(project.rows(DAILY, "*"));
    List<String> files = files("true");

    // The same again: a batch without a change.
    project.file("incoming/sales/d.csv", "id,day,shop,price\n3,mon,1,4.00\n");
    TestRun again = project.run();
    assertThat(again.counts("silver.sales").written()).isEqualTo(1);
    assertThat(again.counts(DAILY).written()).isZero();
    assertThat(files("true")).isEqualTo(files);

    long version = project.version(DAILY);
    assertThat(project.run(DAILY).outcome(DAILY).reason()).isEqualTo("up to date");
    assertThat(project.version(DAILY)).isEqualTo(version);
  }

  @Test
  void aChangedDimensionOrAChangedQueryMakesTheTableAnewAndSaysWhy() {
    project
        .file(
            "bronze/shop.yml",
            "source: {connection: drop, path: shop/*.csv, format: csv, settle: 0s}")
        .file(
            "silver/shop.yml",
            """
            from: bronze.shop
            columns: {shop: {type: bigint, key: true}, name: {type: string}}
            write: {mode: merge}
            """)
        .file("incoming/shop/a.csv", "shop,name\n1,Bern\n2,Basel\n");
    declareByDay(
        "daily",
        "driver: silver.sales, by: day",
        """
        WITH shops AS (SELECT * FROM silver.shop)
        SELECT DISTINCT day, name FROM silver.sales JOIN shops USING (shop)
        """);
    project.run();

    project.file("incoming/shop/b.csv", "shop,name\n1,Chur\n");
    Plan dimension = project.run().published(DAILY).batch().plan();
    assertThat(dimension.replacesAll()).isTrue();
    assertThat(dimension.reason())
        .isEqualTo("silver.shop changed, which no recompute rule follows");
    assertThat(project.rows(DAILY, "day", "name"))
        .containsExactly("[O'wed,Basel]", "[mon,Chur]", "[null,Chur]", "[tue,Chur]");

    declareByDay(
        "daily",
        "driver: silver.sales, by: day",
        "SELECT day, count(*) AS n FROM silver.sales GROUP BY day");
    Plan query = project.run().published(DAILY).batch().plan();
    assertThat(query.replacesAll()).isTrue();
    assertThat(query.reason()).isEqualTo("the SQL or its recompute rules changed");
    assertThat(project.rows(DAILY, "*"))
        .containsExactly("[O'wed,1]", "[mon,2]", "[null,1]", "[tue,1]");
  }

  @Test
  void aQueryReadsItsInputsAsTheyWereWhenItWasPlanned() {
    project
        .file("gold/total.yml", "description: one row")
        .file("gold/total.sql", "SELECT sum(prize) AS price FROM silver.sales");
    assertThat(project.run().failure(TOTAL))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot answer gold/total.sql")
        .hasMessageContaining("prize");

    project.file("gold/total.sql", "SELECT sum(price) AS price FROM silver.sales");
    StageContext context = project.context();
    GoldTable total = (GoldTable) context.project().tables().get(TableName.of(TOTAL));
    Plan planned = GoldPlan.of(total, context);
    project.file("incoming/sales/b.csv", "id,day,shop,price\n6,tue,1,100.00\n");
    project.run("bronze.sales", "silver.sales");
    context
        .plans()
        .writeAhead(
            new Batch(
                total.name(), 0, 0, planned, total.definitionHash(), "killed", Instant.EPOCH));

    project.run(TOTAL);

    LakeTable table = project.lake().table(TableName.of(TOTAL));
    assertThat(LongStream.rangeClosed(0, table.state().version()))
        .extracting(version -> table.at(version).first().toString())
        .containsExactly("[15.50]", "[115.50]");
    assertThat(project.run(TOTAL).outcome(TOTAL).reason()).isEqualTo("up to date");
  }

  private void declareByDay(String table, String recompute, String sql) {
    project
        .file(
            "gold/" + table + ".yml",
            """
            write: {mode: replace_partitions, partition_by: [day]}
            recompute: {%s}
            """
                .formatted(recompute))
        .file("gold/" + table + ".sql", sql);
  }

  private List<String> files(String where) {
    LakeTable daily = project.lake().table(TableName.of(DAILY));
    return daily
        .at(daily.state().version())
        .filter(where)
        .selectExpr("_metadata.file_path")
        .distinct()
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
