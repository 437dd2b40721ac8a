package io.ingot.etl.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Counts;
import io.ingot.core.error.GateException;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilverLimitsTest {
  @TempDir Path folder;

  @Test
  void sharesOfBrokenRowsAreJudgedBeforeAnythingIsPublishedAndEachRuleIsCounted() {
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
                  id:    {type: int, key: true}
                  price: {type: "decimal(6,2)", min: 0, warn: 25%, fail: 50%}
                rules:
                  - {name: small, check: price < 100 * id, else: warn, warn: 75%}
                """)
            .file("incoming/a.csv", "id,price\n1,5.00\n2,-1\n3,999\n4,x\n");

    TestRun warned = project.run();

    assertThat(warned.outcome("silver.sales").word()).isEqualTo("warned");
    assertThat(warned.counts("silver.sales")).isEqualTo(new Counts(4, 2, 0, 2));
    assertThat(warned.published("silver.sales").tallies())
        .isEqualTo(
            Map.of(
                "rule:BAD_DECIMAL price", 1L,
                "rule:MIN price", 1L,
                "rule:SMALL *", 1L,
                "_broken price", 2L,
                "_broken SMALL *", 1L));
    assertThat(project.rows("silver.sales", "id", "price"))
        .containsExactly("[1,5.00]", "[3,999.00]");

    project.file("incoming/b.csv", "id,price\n5,-2\n6,-3\n7,1\n");
    long quarantine = project.version("quarantine.sales");
    TestRun refused = project.run();

    assertThat(refused.failure("silver.sales"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(
            "price warn above 25% fail above 50%: measured 66.67% (2 of 3 rows, MIN 2)")
        .hasMessageContaining("{MIN, price, -");
    assertThat(((GateException) refused.failure("silver.sales")).summary())
        .doesNotContain("{MIN, price");
    assertThat(project.rows("silver.sales", "id")).containsExactly("[1]", "[3]");
    assertThat(project.version("quarantine.sales")).isEqualTo(quarantine);
  }
}
