package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoldSqlTest {
  private static Set<String> inputs(String sql) {
    Problems problems = new Problems();
    GoldSql query = GoldSql.parse(sql, "g.sql", problems).orElseThrow();
    assertThat(problems.told(new References(Path.of("")))).isEmpty();
    return query.sql().orElseThrow().inputs().stream()
        .map(TableName::toString)
        .collect(Collectors.toSet());
  }

  private static List<String> mistakes(String sql) {
    Problems problems = new Problems();
    assertThat(GoldSql.parse(sql, "g.sql", problems).flatMap(GoldSql::sql)).isEmpty();
    return problems.told(new References(Path.of(""))).stream().map(Problem::toString).toList();
  }

  @Test
  void joinsAndSetOperationsAreRead() {
    assertThat(
            inputs(
                """
                SELECT * FROM silver.a JOIN silver.b USING (id)
                UNION ALL SELECT * FROM silver.c
                EXCEPT SELECT * FROM gold.d
                INTERSECT TABLE gold.e
                """))
        .containsExactlyInAnyOrder("silver.a", "silver.b", "silver.c", "gold.d", "gold.e");
  }

  @Test
  void subqueriesAreReadWhereverTheyStand() {
    assertThat(
            inputs(
                """
                SELECT (SELECT max(x) FROM silver.scalar) + 1 AS m
                FROM (SELECT * FROM silver.derived) d, LATERAL (SELECT * FROM silver.sideways)
                WHERE EXISTS (SELECT 1 FROM silver.existing e WHERE e.id = d.id)
                  AND d.id NOT IN (SELECT id FROM silver.listed)
                GROUP BY 1 HAVING count(*) > (SELECT n FROM silver.grouped)
                ORDER BY (SELECT k FROM silver.ordered)
                """))
        .containsExactlyInAnyOrder(
            "silver.scalar",
            "silver.derived",
            "silver.sideways",
            "silver.existing",
            "silver.listed",
            "silver.grouped",
            "silver.ordered");
  }

  @Test
  void tablesInsideCteDefinitionsAreRead() {
    assertThat(
            inputs(
                """
                WITH recent AS (SELECT * FROM silver.sales WHERE id IN (SELECT id FROM gold.k)),
                     twice AS (SELECT * FROM recent JOIN silver.store USING (store_id))
                SELECT * FROM twice
                """))
        .containsExactlyInAnyOrder("silver.sales", "gold.k", "silver.store");
  }

  @Test
  void aCteHidesNoTableOfALayer() {
    assertThat(inputs("WITH sales AS (SELECT * FROM silver.sales) SELECT * FROM sales"))
        .containsExactly("silver.sales");
    assertThat(inputs("WITH sales AS (SELECT 1 AS x) SELECT * FROM silver.sales, SALES"))
        .containsExactly("silver.sales");
  }

  @Test
  void aCteIsKnownOnlyWhereItIsInScope() {
    assertThat(
            mistakes(
                """
                SELECT * FROM (WITH inner_one AS (SELECT 1 AS x) SELECT * FROM inner_one)
                JOIN inner_one
                """))
        .containsExactly(
            "g.sql:2:6: 'inner_one' is no table of the lake. Write layer.name, such as"
                + " silver.sales.");
    assertThat(mistakes("WITH a AS (SELECT * FROM b), b AS (SELECT 1 AS x) SELECT * FROM a"))
        .containsExactly(
            "g.sql:1:26: 'b' is no table of the lake. Write layer.name, such as silver.sales.");
    assertThat(mistakes("WITH a AS (SELECT * FROM a) SELECT * FROM a")).hasSize(1);
  }

  @Test
  void anOuterCteIsKnownInsideSubqueries() {
    assertThat(
            inputs(
                """
                WITH keys AS (SELECT id FROM silver.a)
                SELECT * FROM silver.b WHERE id IN (
                  WITH more AS (SELECT * FROM keys) SELECT id FROM more)
                """))
        .containsExactlyInAnyOrder("silver.a", "silver.b");
  }

  @Test
  void namesOutsideTheLayersAreToldWithTheirPlaces() {
    assertThat(
            mistakes(
                """
                SELECT * FROM sales
                JOIN shop.public.customer USING (id)
                JOIN delta.`/tmp/x` USING (id)
                JOIN Silver.store USING (id)
                """))
        .extracting(message -> message.substring(0, message.indexOf(" is no table")))
        .containsExactly(
            "g.sql:1:15: 'sales'",
            "g.sql:2:6: 'shop.public.customer'",
            "g.sql:3:6: 'delta./tmp/x'",
            "g.sql:4:6: 'Silver.store'");
  }

  @Test
  void aSyntaxErrorHasItsLineAndColumn() {
    assertThat(mistakes("SELECT *\nFORM silver.sales\n"))
        .containsExactly("g.sql:2:6: Invalid SQL: Syntax error at or near 'silver'.");
  }

  @Test
  void onlyOneStatementStandsInAFile() {
    assertThat(inputs("SELECT * FROM silver.a;\n")).containsExactly("silver.a");
    assertThat(mistakes("SELECT * FROM silver.a; SELECT * FROM silver.b"))
        .containsExactly(
            "g.sql:1:25: Invalid SQL: Syntax error at or near 'SELECT': extra input 'SELECT'.");
    assertThat(mistakes("")).hasSize(1);
  }

  @Test
  void onlyAQueryStandsInAFile() {
    for (String sql :
        List.of(
            "INSERT INTO gold.x SELECT * FROM silver.a",
            "WITH a AS (SELECT 1) INSERT INTO gold.x SELECT * FROM a",
            "FROM silver.a INSERT INTO gold.x SELECT * INSERT INTO gold.y SELECT *",
            "CREATE TABLE gold.x AS SELECT * FROM silver.a",
            "DROP TABLE silver.a",
            "DELETE FROM silver.a",
            "MERGE INTO gold.x USING silver.a ON true WHEN MATCHED THEN DELETE",
            "INSERT OVERWRITE DIRECTORY '/tmp/x' USING parquet SELECT * FROM silver.a",
            "USE silver")) {
      assertThat(mistakes(sql)).as(sql).isNotEmpty();
    }
    assertThat(mistakes("DELETE FROM silver.a"))
        .containsExactly("g.sql:1:1: Only a query can stand here; the result is written by Ingot.");
  }

  @Test
  void aQueryCannotChooseVersionsOrHideNames() {
    assertThat(mistakes("SELECT * FROM silver.a VERSION AS OF 3"))
        .containsExactly(
            "g.sql:1:24: A query can't choose a table's version; each run pins the versions it"
                + " reads.");
    assertThat(mistakes("SELECT * FROM IDENTIFIER('silver.' || 'a')"))
        .containsExactly("g.sql:1:15: IDENTIFIER() hides which table is read. Write its name.");
  }

  @Test
  void pivotsSamplesAndViewsOfLateralsAreEntered() {
    assertThat(
            inputs(
                """
                SELECT * FROM (SELECT * FROM silver.a TABLESAMPLE (5 PERCENT))
                PIVOT (sum(x) FOR k IN ('p', 'q'))
                LATERAL VIEW explode(array(1)) t AS v
                """))
        .containsExactly("silver.a");
  }
}
