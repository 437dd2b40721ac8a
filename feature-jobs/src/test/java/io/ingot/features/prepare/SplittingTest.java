package io.ingot.features.prepare;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Split;
import io.ingot.core.testkit.Lakes;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplittingTest {
  private static final List<String> KEYS = List.of("shop", "customer");

  @TempDir Path folder;
  private Lake lake;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
  }

  @Test
  void aRowWithoutATimeIsOnNeitherSideOfADay() {
    Dataset<Row> rows =
        Lakes.rows(
            lake,
            "at, shop",
            "(TIMESTAMP'1998-09-30 23:59:59.999999', 'a')",
            "(TIMESTAMP'1998-10-01 00:00:00', 'b')",
            "(null, 'c')");

    assertThat(
            texts(
                Splitting.of(rows, split("validation_from: 1998-10-01"), List.of("shop"), "at", 0),
                "shop",
                "_split"))
        .containsExactly("[a,train]", "[b,validation]", "[c,none]");
  }

  @Test
  void everyRowOfAnEntityIsOnOneSideHoweverTheRowsAreParted() {
    Dataset<Row> rows = visits(2000);
    Split byEntity = split("by: entity, validation: 30%");

    Dataset<Row> sided = Splitting.of(rows, byEntity, KEYS, "at", 7);

    Map<String, Set<String>> sides =
        sided.selectExpr("string(struct(shop, customer))", "_split").collectAsList().stream()
            .collect(
                groupingBy(row -> row.getString(0), mapping(row -> row.getString(1), toSet())));
    assertThat(sides).hasSize(2000).allSatisfy((entity, side) -> assertThat(side).hasSize(1));
    // Three standard deviations of a chance of 30% in 2000.
    assertThat(Collections.frequency(sides.values(), Set.of("validation"))).isBetween(538, 662);
    assertThat(texts(Splitting.of(rows.repartition(7), byEntity, KEYS, "at", 7), "*"))
        .isEqualTo(texts(sided, "*"));
    assertThat(texts(Splitting.of(rows, byEntity, KEYS, "at", 8), "*"))
        .isNotEqualTo(texts(sided, "*"));
  }

  @Test
  void aUserIsOnOneSideWithAllItemsWhereTheSplitIsOfUsers() {
    Dataset<Row> rows = visits(400).withColumnRenamed("at", "item");
    List<String> keys = List.of("item", "customer");

    Map<String, Long> usersOnBothSides =
        Map.of(
            "pairs", torn(Splitting.of(rows, split("by: entity"), keys, "item", 7)),
            "users", torn(Splitting.of(rows, split("by: entity, of: [customer]"), keys, "item", 7)),
            "stratified",
                torn(
                    Splitting.of(
                        rows.withColumn("label", rows.col("item")),
                        split("by: entity, of: [customer], stratify: label"),
                        keys,
                        "item",
                        7)));

    assertThat(usersOnBothSides).containsEntry("users", 0L).containsEntry("stratified", 0L);
    assertThat(usersOnBothSides.get("pairs")).isGreaterThan(100);
    assertThatThrownBy(
            () -> Splitting.of(rows, split("by: entity, of: [custmer]"), keys, "item", 7))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot split by entities of 'custmer', which is no key column of the service's views."
                + " Did you mean 'customer'?");
  }

  /** Customers that are on more than one side. */
  private static long torn(Dataset<Row> sided) {
    return sided
        .groupBy("customer")
        .agg(Map.of("_split", "approx_count_distinct"))
        .filter("`approx_count_distinct(_split)` > 1")
        .count();
  }

  @Test
  void keysAreNotStrungTogetherAndAWiderTypeChangesNothing() {
    Dataset<Row> rows =
        lake.spark()
            .sql(
                "SELECT concat('1', i) AS one, '2' AS other, '1' AS one2, concat(i, '2') AS other2,"
                    + " CAST(i AS STRING) AS filled, int(i) AS narrow, i AS wide, CAST(null AS"
                    + " STRING) AS nothing, '' AS empty, TIMESTAMP'1998-01-01' AS at"
                    + " FROM range(200) AS r(i)");

    assertThat(sides(rows, "one", "other")).isNotEqualTo(sides(rows, "one2", "other2"));
    assertThat(sides(rows, "nothing", "filled")).isNotEqualTo(sides(rows, "filled", "nothing"));
    assertThat(sides(rows, "nothing", "filled")).isNotEqualTo(sides(rows, "empty", "filled"));
    assertThat(sides(rows, "narrow")).isEqualTo(sides(rows, "wide"));
  }

  @Test
  void byBothEntitiesAndTimesAreApart() {
    Dataset<Row> rows = visits(300);
    Split byBoth = split("by: both, validation_from: 1998-01-03");
    Split byEntity = split("by: entity");

    Dataset<Row> sided =
        Splitting.of(
            Splitting.of(rows, byEntity, KEYS, "at", 3).withColumnRenamed("_split", "entity"),
            byBoth,
            KEYS,
            "at",
            3);

    assertThat(Set.copyOf(texts(sided, "at >= DATE'1998-01-03' AS late", "entity", "_split")))
        .containsExactlyInAnyOrder(
            "[false,train,train]",
            "[true,train,none]",
            "[false,validation,none]",
            "[true,validation,validation]");
  }

  @Test
  void eachValueOfTheStratifiedColumnGivesTheSameShareOfItsEntities() {
    // Of 400 entities 20 bought at one of their visits; they count as buyers.
    Dataset<Row> rows =
        visits(400).selectExpr("*", "int(customer % 20 = 0 AND day(at) = 2) AS bought");
    Split stratified = split("by: entity, validation: 25%, stratify: bought");

    Dataset<Row> sided = Splitting.of(rows, stratified, KEYS, "at", 1);

    assertThat(sided.count()).isEqualTo(1600);
    assertThat(
            texts(
                sided
                    .groupBy("shop", "customer")
                    .agg(Map.of("bought", "max", "_split", "max"))
                    .groupBy("max(bought)", "max(_split)")
                    .count(),
                "*"))
        .containsExactlyInAnyOrder(
            "[0,train,285]", "[0,validation,95]", "[1,train,15]", "[1,validation,5]");
    assertThat(
            texts(
                sided
                    .groupBy("shop", "customer")
                    .agg(Map.of("_split", "approx_count_distinct"))
                    .filter("`approx_count_distinct(_split)` > 1"),
                "*"))
        .isEmpty();
    assertThat(texts(Splitting.of(rows.repartition(5), stratified, KEYS, "at", 1), "*"))
        .isEqualTo(texts(sided, "*"));
  }

  @Test
  void aColumnThatIsNotThereIsTold() {
    assertThatThrownBy(
            () -> Splitting.of(visits(1), split("by: entity, stratify: shopp"), KEYS, "at", 0))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot split by column 'shopp', which the rows do not have. Did you mean 'shop'?");
    assertThatThrownBy(
            () ->
                Splitting.of(
                    visits(1).withColumnRenamed("at", "_split"),
                    split("by: entity"),
                    KEYS,
                    "_split",
                    0))
        .hasMessageContaining("_split of their own");
  }

  /** Four visits of each customer, on the first four days of 1998; some shops are not known. */
  private Dataset<Row> visits(int customers) {
    return lake.spark()
        .sql(
            "SELECT IF(c % 9 = 0, null, concat('s', c % 3)) AS shop, c AS customer,"
                + " date_add(DATE'1998-01-01', int(d)) AS at FROM range("
                + customers
                + ") AS c(c), range(4) AS d(d)");
  }

  private List<String> sides(Dataset<Row> rows, String... keys) {
    return Splitting.of(rows, split("by: entity, validation: 50%"), List.of(keys), "at", 0)
        .orderBy("wide")
        .select("_split")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private static List<String> texts(Dataset<Row> rows, String... columns) {
    return rows.selectExpr(columns).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static Split split(String terms) {
    return FeatureYaml.service(
            "offers", "features: [\"activity:*\"]\ntraining:\n  split: {" + terms + "}\n")
        .training()
        .split()
        .orElseThrow();
  }
}
