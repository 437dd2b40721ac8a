package io.ingot.etl.gold;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Plan;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.GateException;
import io.ingot.core.error.IngotException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Transform;
import io.ingot.core.run.TransformContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecomputeTest {
  private static final String DAILY = "gold.daily";
  private static final String VALUE = "gold.value";

  @TempDir Path folder;
  private TestProject project;
  private HandMade sales;
  private HandMade shops;

  @BeforeEach
  void declareSalesAndShops() {
    project = TestProject.in(folder);
    sales = HandMade.in(project, "sales", "id bigint, day string, shop bigint, price int", "id");
    shops = HandMade.in(project, "shop", "shop bigint, name string", "shop");
    sales.load("(1, 'mon', 1, 1), (2, 'mon', 2, 2), (3, 'tue', 1, 4), (4, 'wed', 3, 8)");
    shops.load("(1, 'Bern'), (2, 'Basel'), (3, 'Chur')");
  }

  @Test
  void aChangeOfAFactOrADimensionRecomputesWhatItTouchedAndNothingElse() {
    project
        .file(
            "gold/daily.yml",
            """
            write: {mode: replace_partitions, partition_by: day}
            recompute:
              - {driver: silver.sales, by: day}
              - {driver: silver.shop, key: shop, of: silver.sales, by: day}
            """)
        .file(
            "gold/daily.sql",
            "SELECT day, name, sum(price) AS price FROM silver.sales JOIN silver.shop USING (shop)"
                + " GROUP BY day, name")
        .file(
            "gold/value.yml",
            """
            write: {mode: merge}
            key: shop
            recompute:
              - {driver: silver.sales, by: shop}
              - {driver: silver.shop, by: shop}
            """)
        .file(
            "gold/value.sql",
            "SELECT shop, max(name) AS name, sum(price) AS price, max(_late) AS late"
                + " FROM silver.sales JOIN silver.shop USING (shop)"
                + " JOIN (SELECT id, day = 'mon' AS _late FROM silver.sales) USING (id)"
                + " GROUP BY shop");
    run();
    assertThat(rows(VALUE))
        .containsExactly("[1,Bern,5,true]", "[2,Basel,2,true]", "[3,Chur,8,false]");
    List<String> wednesday = files("wed");

    // A dimension alone; nobody has bought in the other shop yet.
    shops.change("(1, 'Thun'), (9, 'Zug')", "");
    TestRun renamed = run();
    assertThat(renamed.published(DAILY).batch().plan())
        .isInstanceOf(Plan.Advance.class)
        .extracting(Plan::reason)
        .isEqualTo("partitions that changed in silver.shop");
    assertThat(rows(DAILY))
        .containsExactly("[mon,Basel,2]", "[mon,Thun,1]", "[tue,Thun,4]", "[wed,Chur,8]");
    assertThat(files("wed")).isEqualTo(wednesday);
    assertThat(rows(VALUE))
        .containsExactly("[1,Thun,5,true]", "[2,Basel,2,true]", "[3,Chur,8,false]");
    assertThat(changedKeys()).containsExactly("[1]");

    // Both at once: a late sale, one that moves to an earlier day, and a shop without sales.
    sales.change("(5, 'sun', 2, 16), (3, 'mon', 2, 4)", "(4, NULL, NULL, NULL)");
    shops.change("(2, 'Biel')", "(9, NULL)");
    TestRun both = run();
    assertThat(both.published(VALUE).batch().plan().reason())
        .isEqualTo("keys that changed in silver.sales, silver.shop");
    assertThat(rows(DAILY)).containsExactly("[mon,Biel,6]", "[mon,Thun,1]", "[sun,Biel,16]");
    assertThat(rows(VALUE)).containsExactly("[1,Thun,1,true]", "[2,Biel,22,true]");
    assertThat(changedKeys()).containsExactly("[1]", "[2]", "[3]");

    // A change that changes no answer rewrites no row.
    sales.change("(1, 'mon', 1, 1)", "");
    assertThat(run().counts(VALUE).written()).isEqualTo(1);
    assertThat(changedKeys()).isEmpty();
  }

  @Test
  void anAnswerWithoutAKeyOrWithOneTwiceIsRefused() {
    merged("each", "SELECT shop, price FROM silver.sales WHERE id > 2");
    merged("none", "SELECT nullif(shop, 3) AS shop, price FROM silver.sales WHERE id > 2");
    TestRun first = project.run("gold.each", "gold.none");
    assertThat(first.counts("gold.each").written()).isEqualTo(2);
    assertThat(first.failure("gold.none"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("key: [shop]: measured a null key in 1 of 2 rows");
    assertThat(project.version("gold.none")).isEqualTo(-1);

    sales.change("(5, 'mon', 3, 100)", "");
    assertThat(project.run("gold.each").failure("gold.each"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("a key that 2 rows have")
        .hasMessageNotContaining("100");
    assertThat(project.version("gold.each")).isZero();
    assertThat(project.rows("gold.each", "*")).containsExactly("[1,4]", "[3,8]");
  }

  @Test
  void aClassAnswersWithItsInputsAsTheRunPinnedThem() {
    transformed("ok", Doubled.class.getName(), "silver.sales");
    transformed("other", Doubled.class.getName(), "silver.shop");
    transformed("wrong", String.class.getName(), "silver.shop");
    transformed("gone", "com.acme.Gone", "silver.shop");
    TestRun run = project.run("gold.ok", "gold.other", "gold.wrong", "gold.gone");
    assertThat(project.rows("gold.ok", "*")).containsExactly("[10,1]", "[16,3]", "[4,2]");
    assertThat(run.failure("gold.other")).hasMessageContaining("not among transform.inputs");
    assertThat(run.failure("gold.wrong")).hasMessageContaining("does not implement");
    assertThat(run.failure("gold.gone"))
        .hasMessageContaining("com.acme.Gone of gold.gone")
        .hasMessageContaining("no such class");
    assertThat(List.of("gold.other", "gold.wrong", "gold.gone"))
        .extracting(run::failure)
        .hasOnlyElementsOfType(ProjectException.class)
        .extracting(failure -> ((IngotException) failure).exitCode())
        .containsOnly(ExitCode.PROJECT_WRONG);

    sales.change("(9, 'mon', 1, 100)", "");
    assertThat(project.run("gold.ok").counts("gold.ok").written()).isEqualTo(1);
    assertThat(project.rows("gold.ok", "*")).containsExactly("[16,3]", "[210,1]", "[4,2]");
  }

  /** Twice the turnover of each shop. */
  public static final class Doubled implements Transform {
    public Doubled() {}

    @Override
    public Dataset<Row> apply(TransformContext given) {
      return given
          .input("silver.sales")
          .groupBy("shop")
          .agg(expr("2 * sum(price)").as("twice"))
          .select("twice", "shop");
    }
  }

  private void transformed(String table, String type, String input) {
    String driver =
        input.equals("silver.sales")
            ? "write: {mode: merge}\nkey: shop\nrecompute: {driver: silver.sales, by: shop}\n"
            : "";
    project.file(
        "gold/" + table + ".yml",
        driver + "transform: {class: %s, inputs: %s, version: 1}".formatted(type, input));
  }

  private void merged(String table, String sql) {
    project
        .file(
            "gold/" + table + ".yml",
            "write: {mode: merge}\nkey: shop\nrecompute: {driver: silver.sales, by: shop}\n")
        .file("gold/" + table + ".sql", sql);
  }

  private TestRun run() {
    return project.run(DAILY, VALUE);
  }

  private List<String> rows(String table) {
    return project.rows(table, "*");
  }

  /** The keys whose rows the last batch of the merged table changed. */
  private List<String> changedKeys() {
    LakeTable value = project.lake().table(TableName.of(VALUE));
    long version = value.state().version();
    return value.changes(version - 1, version, List.of("shop")).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private List<String> files(String day) {
    LakeTable daily = project.lake().table(TableName.of(DAILY));
    return daily
        .at(daily.state().version())
        .filter("day = '" + day + "'")
        .selectExpr("_metadata.file_path")
        .distinct()
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
