package io.ingot.etl.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir Path folder;
  private Ingot ingot;

  @BeforeEach
  void openTheCommandLine() {
    ingot = Ingot.in(folder);
  }

  @Test
  void aRowTellsItsWholeWay() throws IOException {
    TestProject project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns:
                  sale_id: {type: bigint, key: true, from: no}
                  line:    {type: string, key: true}
                  email:   {type: string, personal: true}
                  sold_on: {type: date}
                  price:   {type: "decimal(8,2)", min: 0}
                write: {mode: merge}
                """)
            .file(
                "gold/monthly.yml",
                """
                write: {mode: replace_partitions, partition_by: [month]}
                recompute: {driver: silver.sales, by: month, from: "date_format(sold_on, 'yyyy-MM')"}
                """)
            .file(
                "gold/monthly.sql",
                "SELECT date_format(sold_on, 'yyyy-MM') AS month, sum(price) AS price, max(email) AS who FROM silver.sales GROUP BY 1")
            .file(
                "incoming/a.csv",
                """
                no,line,email,sold_on,price
                1007,x,ann@x.test,2026-01-05,1.00
                1007,x,ann@x.test,2026-01-05,2.00
                1007,y,bob@x.test,2026-02-05,4.00
                """);
    project.run();
    project.file(
        "incoming/b.csv", "no,line,email,sold_on,price\n1007,x,ann@x.test,2026-01-05,-3\n");
    project.run();
    project.file(
        "incoming/c.csv", "no,line,email,sold_on,price\n1007,x,ann@x.test,2026-01-06,3.50\n");
    project.run();

    assertThat(why("silver.sales", "1007,x")).as(ingot.noted()).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .containsPattern(
            "sale_id 1007, line x, email \\*\\*\\*[0-9a-f]{8}, sold_on 2026-01-06, price 3.50")
        .containsPattern("a\\.csv at [0-9]+, bronze\\.sales batch 0, .*one of 2 of this key")
        .containsPattern("c\\.csv at [0-9]+, bronze\\.sales batch 2")
        .containsPattern("batch 0, run .* advance bronze\\.sales batches 0\\.\\.0")
        .containsPattern(
            "version [0-9]+ .* batch 2 update: sold_on 2026-01-05 -> 2026-01-06, price 2.00 -> 3.50")
        .containsPattern("1-1 corrected by batch 2, refused .* by batch 1, .*: MIN price \\(-3\\)")
        .containsPattern("gold\\.monthly, month 2026-01: 1 row, with batch 2")
        .doesNotContain("ann@x.test", "bob@x.test");

    assertThat(why("silver.sales", "1007,x", "--all", "--output", "json")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().at("/rows/0/email").asText()).isEqualTo("ann@x.test");
    assertThat(ingot.json().at("/changes")).hasSize(2);
    assertThat(ingot.json().at("/reach").asText()).isEqualTo("back to the first version");

    assertThat(why("silver.sales", "1008,x")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .startsWith("No such row. Looked in: silver.sales at version")
        .contains("quarantine.sales");

    assertThat(why("gold.monthly", "2026-02")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .contains("month 2026-02, price 4.00, who ***", "silver.sales at version ")
        .contains("| SELECT date_format")
        .doesNotContain("bob@x.test");

    assertThat(why("silver.sales", "1007")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("its key is sale_id, line, and 1 values were said");
    assertThat(why("silver.sales", "ten,x")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("'ten' is no BIGINT, which sale_id is");
    assertThat(why("bronze.sales", "1")).isEqualTo(ExitCode.PROJECT_WRONG);
  }

  private ExitCode why(String table, String key, String... more) {
    return ingot.say(
        Stream.concat(Stream.of("why", table, "--key", key), Stream.of(more))
            .toArray(String[]::new));
  }
}
