package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationRulesTest {
  private static final String SALES = "silver/sales.yml";
  private static final String LAST = "  - {rows: {min: 1}, level: warn}\n";

  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAValidProject() {
    files = ProjectFiles.shop(folder);
  }

  /** The problems of one more check, in line 12. */
  private List<String> problems(String check) {
    return files.change(SALES, LAST, LAST + "  - " + check + "\n").problems();
  }

  @Test
  void aQueryNamesTheRowsThatAreJudgedAndTablesOfTheProject() {
    assertThat(
            problems(
                "{query: 'WITH x AS (SELECT * FROM this) SELECT x.sale_id FROM x JOIN"
                    + " silver.customer c USING (customer_id) JOIN gold.daily_sales USING (sold_on)"
                    + " WHERE x.sale_id NOT IN (SELECT sale_id FROM silver.sales)', at_most: 3}"))
        .isEmpty();
    assertThat(files.project().table(TableName.of("silver.sales")).orElseThrow().checks().get(3))
        .isInstanceOfSatisfying(
            CrossCheck.Query.class,
            query ->
                assertThat(query.looksAt())
                    .extracting(TableName::toString)
                    .containsExactly("silver.customer", "silver.sales", "gold.daily_sales"));
  }

  @Test
  void aQueryWithoutThoseRowsIsNone() {
    assertThat(problems("{query: SELECT 1 FROM silver.customer}"))
        .containsExactly(
            SALES
                + ":12:13: The query does not name 'this', the rows that are judged. Write it like"
                + " SELECT id FROM this WHERE ...");
  }

  @Test
  void aQueryOfUnknownTablesIsTold() {
    assertThat(problems("{query: SELECT 1 FROM this JOIN silver.custmer JOIN bronze.sales}"))
        .containsExactly(
            SALES
                + ":12:13: Only a silver or gold or features table can stand here, not bronze.sales."
                + " Did you mean 'silver.sales'?",
            SALES + ":12:13: Unknown table 'silver.custmer'. Did you mean 'silver.customer'?");
  }

  @Test
  void aQueryOnlyReads() {
    assertThat(problems("{query: DROP TABLE silver.customer}"))
        .containsExactly(
            SALES + ":12:13: Only a query can stand here; the result is written by Ingot.");
  }

  @Test
  void aQueryThatIsNoSqlIsTold() {
    assertThat(problems("{query: SELEC 1 FROM this}"))
        .singleElement()
        .asString()
        .startsWith(SALES + ":12:13: Invalid SQL: Syntax error at or near 'SELEC'");
    files = ProjectFiles.shop(folder);
    assertThat(problems("{query: SELECT 1 FROM this, at_most: -1}"))
        .singleElement()
        .asString()
        .contains("at_most must be 0 or more rows.");
  }

  @Test
  void valuesAreOnlyLookedForAmongSuchOfTheirKind() {
    assertThat(problems("{relates: sale_id, to: silver.customer.name}"))
        .containsExactly(
            SALES
                + ":12:15: 'sale_id' is bigint and silver.customer.name is string: their values"
                + " can't be compared without a loss. Declare them with one type, or write a query"
                + " with the cast that you mean.");
    files = ProjectFiles.shop(folder);
    assertThat(problems("{relates: store_sales, to: silver.customer.customer_id, on: table}"))
        .isEmpty();
  }

  @Test
  void onlyATableWithPartitionsIsJudgedByThem() {
    assertThat(problems("{complete: sale_id, on: partition}"))
        .containsExactly(
            SALES
                + ":12:29: silver.sales has no partitions. Say its columns in write.partition_by,"
                + " or leave out 'on'.");
    files
        .write(
            "quality/sales.yml",
            "table: gold.daily_sales\nchecks: [{rows: {min: 1}, on: partition}]\n")
        .write(SALES, files.read(SALES) + "write: {mode: append, partition_by: [sold_on]}\n");
    assertThat(files.problems()).isEmpty();
  }

  @Test
  void aCheckOfManyPartitionsAtOnceIsNotJudgedByThem() {
    files.write(SALES, files.read(SALES) + "write: {mode: append, partition_by: [sold_on]}\n");

    assertThat(problems("{query: SELECT * FROM this, on: partition}"))
        .singleElement()
        .asString()
        .startsWith(SALES + ":12:37: A check of this kind can't be judged by partition.");
  }
}
