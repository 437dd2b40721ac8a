package io.ingot.etl.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;

/**
 * One project goes through all tries: each changes some facts and some versions of a dimension, and
 * finds the tables that were kept to be what their queries say of everything.
 */
class SameAsAnewTest {
  private static final String AS_OF =
      """
       FROM silver.sales AS sales LEFT JOIN silver.shop AS shop
      ON shop.shop = sales.shop AND sales.day >= shop.since AND sales.day < shop.till
      """;
  private static final Map<String, String> QUERIES =
      Map.of(
          "by_day",
          "SELECT sales.day, shop.name, sum(price) AS price"
              + AS_OF
              + "GROUP BY sales.day, shop.name",
          "by_shop",
          "SELECT sales.shop, min(shop.name) AS name, count(*) AS n, max(sales.day) AS day"
              + AS_OF
              + "WHERE sales.shop IS NOT NULL GROUP BY sales.shop");

  private static Path folder;
  private static TestProject project;
  private static HandMade sales;
  private static HandMade shops;

  @BeforeContainer
  static void declareTheTables() throws IOException {
    folder = Files.createTempDirectory("ingot-gold");
    project = TestProject.in(folder);
    sales = HandMade.in(project, "sales", "id int, day int, shop int, price int", "id");
    shops =
        HandMade.in(project, "shop", "shop int, since int, till int, name string", "shop", "since");
    sales.load("(1, 1, 1, 1), (2, 2, 1, 2), (3, 3, 2, 4), (4, 4, NULL, 8)");
    shops.load("(1, 0, 3, 'Bern'), (1, 3, 9, 'Thun'), (2, 0, 9, 'Basel')");
    declare("by_day", "{mode: replace_partitions, partition_by: day}", "day");
    declare("by_shop", "{mode: merge}\nkey: shop", "shop");
    project.run("gold.by_day", "gold.by_shop");
  }

  private static void declare(String table, String write, String by) {
    project
        .file("gold/" + table + ".sql", QUERIES.get(table))
        .file(
            "gold/" + table + ".yml",
            """
            write: %s
            recompute:
              - {driver: silver.sales, by: %s}
              - {driver: silver.shop, key: shop, of: silver.sales, by: %s}
            """
                .formatted(write, by, by));
  }

  @AfterContainer
  static void sweep() {
    FileUtils.deleteQuietly(folder.toFile());
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void whatIsKeptByChangesEqualsTheFullAnswer(
      @ForAll("changes") List<Change> facts, @ForAll("changes") List<Change> versions) {
    apply(sales, facts, Change::fact, Change::id);
    apply(shops, versions, Change::version, change -> change.shop() + "/" + change.day());

    TestRun run = project.run("gold.by_day", "gold.by_shop");

    for (String table : QUERIES.keySet()) {
      assertThat(run.published("gold." + table).batch().plan()).isInstanceOf(Plan.Advance.class);
      assertThat(project.rows("gold." + table, "*")).as(table).isEqualTo(anew(table));
    }
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 6);
    return Combinators.combine(
            small,
            small,
            Arbitraries.integers().between(0, 3),
            small,
            Arbitraries.of(true, true, false))
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  /** A row to put, or one to take away by its key. */
  record Change(int id, int day, int shop, int value, boolean put) {
    String fact() {
      return "(%d, %d, %s, %d)".formatted(id, day, shop == 0 ? "NULL" : shop, value);
    }

    /** Of a time that no other version of the shop begins at; they may overlap all the same. */
    String version() {
      return "(%d, %d, %d, 'n%d')".formatted(shop, day, day + value, id);
    }
  }

  /** Of the changes of one key only the first counts. */
  private static void apply(
      HandMade table,
      List<Change> changes,
      Function<Change, String> row,
      Function<Change, Object> key) {
    Set<Object> keys = new HashSet<>();
    Map<Boolean, String> rows =
        changes.stream()
            .filter(change -> keys.add(key.apply(change)))
            .collect(
                Collectors.groupingBy(
                    Change::put, Collectors.mapping(row, Collectors.joining(", "))));
    table.change(rows.getOrDefault(true, ""), rows.getOrDefault(false, ""));
  }

  private static List<String> anew(String table) {
    Map<TableName, Long> versions =
        Stream.of("silver.sales", "silver.shop")
            .collect(Collectors.toMap(TableName::of, project::version));
    return project.lake().pinned(versions).spark().sql(QUERIES.get(table)).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
