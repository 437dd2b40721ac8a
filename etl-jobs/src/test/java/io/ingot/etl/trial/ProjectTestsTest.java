package io.ingot.etl.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.run.Stages;
import io.ingot.core.testkit.Sparks;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.trial.ProjectTests;
import io.ingot.core.trial.TrialResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTestsTest {
  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declare() {
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: test
                lake: lake
                connections:
                  shop: {type: jdbc, url: "jdbc:postgresql://localhost:1/none"}
                """)
            .file(
                "bronze/sales.yml",
                "source: {connection: shop, table: public.sales}\nwatermark: {column: at, lag: 5m}\n")
            .file(
                "silver/sales.yml",
                """
                from: bronze.sales
                columns:
                  id: {type: bigint, key: true}
                  day: {type: date}
                  amount: {type: "decimal(10,2)", min: 0}
                write: {mode: merge}
                """)
            .file(
                "silver/prices.yml",
                """
                from: bronze.sales
                columns:
                  id: {type: bigint, key: true}
                  amount: {type: "decimal(10,2)"}
                  since: {type: timestamp, required: true}
                write: {mode: scd2, order_by: since}
                """)
            .file(
                "gold/daily.yml",
                """
                write: {mode: replace_partitions, partition_by: [day]}
                recompute: {driver: silver.sales, by: day}
                """)
            .file(
                "gold/daily.sql",
                "SELECT day, sum(amount) AS total FROM silver.sales GROUP BY day\n");
  }

  @Test
  void aCaseIsPlayedByTheRealStagesWithoutSourceOrLakeAndToldSideBySide() {
    project
        // Of a key that was there the newer row wins, and a row that breaks a rule is expected.
        .file("tests/silver.sales/newer/silver.sales.before.csv", "id,day,amount\n1,2026-01-01,5\n")
        .file(
            "tests/silver.sales/newer/bronze.sales.csv",
            "id,day,amount\n1,2026-01-01,6.50\n2,2026-01-02,-1\n")
        .file("tests/silver.sales/newer/bronze.sales.2.csv", "id,day,amount\n3,2026-01-03,7\n")
        .file("tests/silver.sales/newer/expected.csv", "id,amount\n3,7.0\n1,6.5\n")
        .file("tests/silver.sales/newer/refused.json", "[{\"rule\": \"MIN\", \"value\": \"-1\"}]")
        // The same, where the author is wrong about everything.
        .file("tests/silver.sales/wrong/bronze.sales.json", "{\"id\": 1, \"day\": \"2026-01-01\",")
        .file(
            "tests/silver.sales/wrong/bronze.sales.json",
            """
            {"id": 1, "day": "2026-01-01", "amount": 5}
            {"id": 2, "day": "2026-01-01", "amount": -5}
            {"id": 3, "day": "2026-01-01", "amount": 5}
            """)
        .file("tests/silver.sales/wrong/expected.csv", "id,day,amount\n1,2026-01-01,6\n9,,\n")
        .file(
            "tests/silver.prices/history/silver.prices.before.csv",
            "id,amount,since\n1,5,2026-01-01 00:00:00\n")
        .file(
            "tests/silver.prices/history/bronze.sales.csv",
            "id,amount,since\n1,6,2026-02-01 00:00:00\n")
        .file(
            "tests/silver.prices/history/expected.csv",
            """
            id,amount,_valid_from,_valid_to,_current
            1,5,2026-01-01 00:00:00,2026-02-01 00:00:00,false
            1,6,2026-02-01 00:00:00,,true
            """)
        .file(
            "tests/gold.daily/late/silver.sales.before.csv",
            "id,day,amount\n1,2026-01-01,5\n2,2026-01-02,6\n")
        .file("tests/gold.daily/late/silver.sales.csv", "id,day,amount\n3,2026-01-01,1.25\n")
        .file(
            "tests/gold.daily/late/gold.daily.before.csv",
            "day,\"total:decimal(20,2)\"\n2026-01-01,5\n2026-01-02,999\n")
        .file("tests/gold.daily/late/expected.csv", "day,total\n2026-01-01,6.25\n2026-01-02,999\n");

    Map<String, TrialResult> results = run();

    assertThat(results.get("newer")).matches(TrialResult::passed);
    assertThat(results.get("history")).matches(TrialResult::passed);
    // Only the day that was touched was computed again.
    assertThat(results.get("late")).matches(TrialResult::passed);
    TrialResult wrong = results.get("wrong");
    assertThat(wrong.problems())
        .containsExactly(
            "silver.sales refused rows that nobody expects to be refused: MIN amount. Expect them in"
                + " refused.csv.");
    assertThat(wrong.differences())
        .containsExactly(
            new TrialResult.RowTable(
                "rows of silver.sales",
                List.of("", "id", "day", "amount"),
                List.of(
                    List.of("expected", "1", "2026-01-01", "6"),
                    List.of("found", "1", "2026-01-01", "5"),
                    List.of("missing", "9", "null", "null"),
                    List.of("unexpected", "3", "2026-01-01", "5"))));
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void whatACaseCannotMeanIsTold() {
    project.file("tests/silver.sale/x/expected.csv", "id\n");
    assertThatThrownBy(this::run)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("tests/silver.sale: there is no such table");
  }

  private Map<String, TrialResult> run() {
    Map<String, TrialResult> results = new HashMap<>();
    new ProjectTests(project.load(), Sparks.session(), Stages.onClassPath())
        .run(project.load().tables().keySet(), result -> results.put(result.name(), result));
    results.values().stream().filter(r -> !r.passed()).forEach(System.out::println);
    return results;
  }
}
