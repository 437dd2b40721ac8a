package io.ingot.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnLineagesTest {
  private static final String SALES =
      """
      from: bronze.sales
      columns:
        sale_id: {type: bigint, key: true}
        day: {type: date, from: the_date}
        store: {type: string}
        city: {type: string, from: address.city}
        net: {type: "decimal(10,2)", value: "gross - coalesce(tax, 0)"}
        gross: {type: "decimal(10,2)", check: "gross >= tax"}
        tax: {type: "decimal(10,2)"}
        customer: {type: bigint, ref: silver.customer.id}
      write: {mode: merge, order_by: day}
      """;

  private static TestProject project;
  private static ColumnLineages lineages;

  @BeforeAll
  static void declare(@TempDir Path folder) {
    project =
        TestProject.in(folder)
            .file("bronze/sales.yml", "source: {connection: drop, path: s/*.csv, format: csv}")
            .file("bronze/clicks.yml", "source: {connection: drop, path: c/*.json, format: json}")
            .file("silver/sales.yml", SALES)
            .file(
                "silver/customer.yml",
                """
                from: bronze.clicks
                columns:
                  id: {type: bigint, key: true, from: customer.id}
                  name: {type: string}
                  tags: {type: "array<string>"}
                """)
            .file(
                "features/spend.yml",
                """
                entity: {customer: bigint}
                from: silver.sales
                event_time: day
                features:
                  spent: {sum: gross, windows: [7d, 30d]}
                  visits: {count: "*", windows: [7d]}
                  taxed: {sum: gross, windows: [7d], where: tax > 0 and store is not null}
                  rate: {ratio: [taxed, visits], windows: [7d]}
                  in_city: {pivot: city, values: [Rome], adding: net, windows: [7d]}
                  last_store: {last: store}
                """)
            .file(
                "features/sale.yml",
                """
                entity: {sale_id: bigint}
                from: silver.sales
                event_time: day
                features:
                  paid: {value: gross}
                  weekday: {weekday: day}
                """);
    gold(
        "daily",
        """
WITH big AS (SELECT s.day, s.store, s.gross AS amount, s.customer
             FROM silver.sales s WHERE s.tax > 0),
     named AS (SELECT b.*, c.name FROM big b LEFT JOIN silver.customer c ON b.customer = c.id)
SELECT day,
       upper(store) AS shop,
       sum(amount) AS total,
       count(*) AS sales,
       max(CASE WHEN store = 'x' THEN name ELSE 'none' END) AS who
FROM named GROUP BY day, upper(store)
""");
    gold(
        "ranked",
        """
        SELECT a.sale_id,
               row_number() OVER (PARTITION BY a.store ORDER BY a.day) AS place,
               sum(a.gross) OVER (PARTITION BY a.store) AS of_store,
               (SELECT max(id) FROM silver.customer c WHERE c.id = a.customer) AS biggest,
               b.net AS other
        FROM silver.sales a JOIN silver.sales b ON a.sale_id = b.sale_id
        WHERE a.customer IN (SELECT id FROM silver.customer)
          AND EXISTS (SELECT * FROM silver.customer e WHERE e.name = a.city)
        """);
    gold(
        "both",
        """
        SELECT name AS label, tag FROM silver.customer LATERAL VIEW explode(tags) AS tag
        UNION ALL
        SELECT shop, cast(total AS string) FROM gold.daily
        """);
    gold(
        "cube",
        "SELECT store, city, sum(net) AS net FROM silver.sales GROUP BY ROLLUP (store, city)");
    gold("wrong", "SELECT nowhere FROM silver.sales");
    lineages = ColumnLineages.of(project.load(), project.lake());
  }

  private static void gold(String name, String sql) {
    project
        .file("gold/" + name + ".yml", "write: {mode: replace}")
        .file("gold/" + name + ".sql", sql);
  }

  @Test
  void aContractTellsWhereSilverColumnsComeFrom() {
    assertThat(told("silver.sales", "day")).isEqualTo("bronze.sales.the_date transformation");
    assertThat(told("silver.sales", "store")).isEqualTo("bronze.sales.store identity");
    assertThat(told("silver.sales", "city")).isEqualTo("bronze.sales.address.city transformation");
    assertThat(told("silver.sales", "net"))
        .isEqualTo("bronze.sales.gross transformation, bronze.sales.tax transformation");
    assertThat(told("silver.sales", "customer"))
        .isEqualTo("bronze.sales.customer transformation, silver.customer.id join");
    assertThat(told("silver.sales", "_extracted_at"))
        .isEqualTo("bronze.sales._extracted_at identity");
    assertThat(told("silver.customer", "id"))
        .isEqualTo("bronze.clicks._raw.customer.id transformation");
    assertThat(told("silver.customer", "name")).isEqualTo("bronze.clicks._raw.name identity");
    assertThat(rows("silver.sales"))
        .isEqualTo(
            "bronze.sales.gross filter, bronze.sales.sale_id group_by, bronze.sales.tax filter,"
                + " bronze.sales.the_date sort");
  }

  @Test
  void aQueryIsFollowedThroughItsCtesJoinsAndGroupsBeforeAnyTableIsBuilt() {
    assertThat(told("gold.daily", "day")).isEqualTo("silver.sales.day identity");
    assertThat(told("gold.daily", "shop")).isEqualTo("silver.sales.store transformation");
    assertThat(told("gold.daily", "total")).isEqualTo("silver.sales.gross aggregation");
    assertThat(told("gold.daily", "sales")).isEmpty();
    assertThat(told("gold.daily", "who"))
        .isEqualTo("silver.customer.name aggregation, silver.sales.store conditional");
    assertThat(rows("gold.daily"))
        .isEqualTo(
            "silver.customer.id join, silver.sales.customer join, silver.sales.day group_by,"
                + " silver.sales.store group_by, silver.sales.tax filter");
    assertThat(lineages.columns(TableName.of("gold.daily")).orElseThrow().apply("day").dataType())
        .isEqualTo(DataTypes.DateType);
  }

  @Test
  void aQueryIsFollowedThroughWindowsSelfJoinsAndSubqueries() {
    assertThat(told("gold.ranked", "sale_id")).isEqualTo("silver.sales.sale_id identity");
    assertThat(told("gold.ranked", "place"))
        .isEqualTo("silver.sales.day window, silver.sales.store window");
    assertThat(told("gold.ranked", "of_store"))
        .isEqualTo("silver.sales.gross aggregation, silver.sales.store window");
    assertThat(told("gold.ranked", "biggest")).isEqualTo("silver.customer.id aggregation");
    assertThat(told("gold.ranked", "other")).isEqualTo("silver.sales.net identity");
    assertThat(rows("gold.ranked"))
        .isEqualTo(
            "silver.customer.id filter, silver.customer.name filter, silver.sales.city filter,"
                + " silver.sales.customer filter, silver.sales.sale_id join");
  }

  @Test
  void aQueryIsFollowedThroughUnionsExplodesGroupingSetsAndOtherGoldTables() {
    assertThat(told("gold.both", "label"))
        .isEqualTo("gold.daily.shop identity, silver.customer.name identity");
    assertThat(told("gold.both", "tag"))
        .isEqualTo("gold.daily.total transformation, silver.customer.tags transformation");
    assertThat(told("gold.cube", "store")).isEqualTo("silver.sales.store identity");
    assertThat(told("gold.cube", "net")).isEqualTo("silver.sales.net aggregation");
    assertThat(rows("gold.cube"))
        .isEqualTo("silver.sales.city group_by, silver.sales.store group_by");
  }

  @Test
  void aViewTellsWhereItsFeaturesComeFrom() {
    assertThat(told("features.spend", "customer")).isEqualTo("silver.sales.customer identity");
    assertThat(told("features.spend", "spent_30d"))
        .isEqualTo(
            "silver.sales.customer window, silver.sales.day window, silver.sales.gross"
                + " aggregation");
    assertThat(told("features.spend", "visits_7d"))
        .isEqualTo("silver.sales.customer window, silver.sales.day window");
    assertThat(told("features.spend", "last_store"))
        .isEqualTo(
            "silver.sales.customer window, silver.sales.day window, silver.sales.store"
                + " aggregation");
  }

  @Test
  void whatDecidesWhichEventsAFeatureCountsIsTold() {
    String taxed =
        "silver.sales.customer window, silver.sales.day window, silver.sales.gross aggregation,"
            + " silver.sales.store conditional, silver.sales.tax conditional";
    assertThat(told("features.spend", "taxed_7d")).isEqualTo(taxed);
    assertThat(told("features.spend", "rate_7d")).isEqualTo(taxed);
    assertThat(told("features.spend", "in_city_other_7d"))
        .isEqualTo(
            "silver.sales.city conditional, silver.sales.customer window, silver.sales.day window,"
                + " silver.sales.net aggregation");
  }

  @Test
  void aViewOfRowsTakesEachOfItsColumnsFromOneRow() {
    assertThat(told("features.sale", "paid")).isEqualTo("silver.sales.gross identity");
    assertThat(told("features.sale", "weekday")).isEqualTo("silver.sales.day transformation");
    assertThat(told("features.sale", "known_time"))
        .isEqualTo("silver.sales._extracted_at transformation");
  }

  @Test
  void whatCannotBeKnownIsLeftOut() {
    assertThat(lineages.all().keySet())
        .extracting(TableName::toString)
        .containsExactlyInAnyOrder(
            "silver.customer",
            "silver.sales",
            "gold.both",
            "gold.cube",
            "gold.daily",
            "gold.ranked",
            "features.sale",
            "features.spend");
  }

  @Test
  void aBronzeTableThatIsThereHasTheColumnsOfItsSource() {
    project
        .lake()
        .spark()
        .sql("SELECT 'a' AS store, 1L AS _batch, 'x' AS _corrupt")
        .write()
        .format("delta")
        .save(project.lake().table(TableName.of("bronze.sales")).path());
    ColumnLineages now = ColumnLineages.of(project.load(), project.lake());
    ColumnLineage bronze = now.lineage(TableName.of("bronze.sales")).orElseThrow();
    assertThat(text(bronze.columns().get("store"))).isEqualTo("drop: s/*.csv.store identity");
    assertThat(bronze.columns().get("_corrupt")).isEmpty();
    project.delete("bronze.sales");
  }

  private static String told(String table, String column) {
    return text(lineage(table).columns().get(column));
  }

  private static String rows(String table) {
    return text(lineage(table).rows());
  }

  private static ColumnLineage lineage(String table) {
    Optional<ColumnLineage> lineage = lineages.lineage(TableName.of(table));
    return lineage.orElseThrow();
  }

  private static String text(Collection<ColumnLineage.Input> inputs) {
    List<String> words =
        inputs.stream()
            .map(input -> input.origin().label() + "." + input.field() + " " + input.kind().word())
            .toList();
    return words.stream().collect(Collectors.joining(", "));
  }
}
