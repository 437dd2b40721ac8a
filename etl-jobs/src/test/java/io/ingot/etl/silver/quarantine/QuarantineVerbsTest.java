package io.ingot.etl.silver.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineVerbsTest {
  @TempDir Path folder;
  private Ingot ingot;
  private TestProject project;

  @BeforeEach
  void openTheCommandLine() {
    ingot = Ingot.in(folder);
  }

  @Test
  void refusedRowsAreListedShownReplayedAndWaived() throws IOException {
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file("silver/sales.yml", contract(10))
            .file("gold/total.yml", "write: {mode: replace}")
            .file("gold/total.sql", "SELECT sum(price) AS total FROM silver.sales")
            .file(
                "incoming/a.csv",
                "sale_id,price,sold_on\n1,50,2026-01-02\n2,5,2026-01-02\n3,7,2026-02-30\nx,3,2026-01-03\n");
    project.run();

    assertThat(ingot("list")).isEqualTo(ExitCode.DONE);
    assertThat(cells())
        .containsExactly(
            List.of("silver.sales", "MIN", "price", "3", "0", "0", "0", "0", "3"),
            List.of("silver.sales", "BAD_DATE", "sold_on", "1", "0", "0", "0", "0", "2026-02-30"),
            List.of("silver.sales", "BAD_INT", "sale_id", "1", "0", "0", "0", "0", "x"));
    assertThat(ingot.said())
        .endsWith(
            "silver.sales: 3 opened = 3 open + 0 resolved + 0 corrected + 0 waived + 0 superseded\n");

    assertThat(ingot("show", "--select", "silver.sales", "--column", "sold_on"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .startsWith("0-2  open\n  from    a.csv")
        .contains(
            ", bronze.sales batch 0\n",
            " by batch 0, run ",
            "\n  broke   BAD_DATE sold_on: 2026-02-30\n",
            "\n  broke   MIN price: 7\n",
            "\n  record  {\"sale_id\":\"3\",\"price\":\"7\",\"sold_on\":\"2026-02-30\"}\n")
        .endsWith("\n1 row.\n");

    project.file("silver/sales.yml", contract(5));
    assertThat(ingot("replay", "--select", "silver.sales", "--rule", "MIN", "--who", "mary"))
        .isEqualTo(ExitCode.WARNINGS);
    assertThat(ingot.said())
        .containsPattern(
            "silver\\.sales +warned +3 +1 +0 +2 +1 .* refused rows of version 0: rule MIN")
        .contains("replay: measured 2 of 3 rows still break the contract -> warned")
        .contains("stale now: gold.total")
        .contains("ingot run --project " + folder + " --env dev --select gold.total");

    assertThat(ingot("replay", "--select", "silver.sales", "--rule", "MIN", "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().at("/run/stages/0/outcome").asText()).isEqualTo("unchanged");

    assertThat(
            ingot(
                "waive",
                "--select",
                "silver.sales",
                "--id",
                "0-3",
                "--reason",
                "no such sale",
                "--who",
                "mary"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.said())
        .contains("refused rows of version 1: id 0-3", "silver.sales: waived 1\n")
        .doesNotContain("stale");

    assertThat(ingot("list")).isEqualTo(ExitCode.DONE);
    assertThat(cells())
        .containsExactly(
            List.of("silver.sales", "BAD_DATE", "sold_on", "1", "0", "0", "0", "0", "2026-02-30"));
    assertThat(ingot("list", "--all", "--output", "json")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().at("/0/opened").asLong()).isEqualTo(3);
    assertThat(ingot.json().at("/0/fates").toString())
        .isEqualTo("{\"open\":1,\"resolved\":1,\"corrected\":0,\"waived\":1,\"superseded\":0}");
    assertThat(ingot.json().at("/0/groups")).hasSize(3);
    assertThat(ingot("show", "--select", "silver.sales", "--id", "0-3", "--output", "json"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot.json().at("/0/state").asText()).isEqualTo("waived");
    assertThat(ingot.json().at("/0/end/reason").asText()).isEqualTo("no such sale");
    assertThat(ingot.json().at("/0/origin/table").asText()).isEqualTo("bronze.sales");
  }

  @Test
  void wrongWordsAreToldBeforeAnythingIsDone() {
    project = TestProject.in(folder);
    assertThat(ingot("waive", "--select", "silver.sales", "--all"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("Say --reason too");
    assertThat(ingot("waive", "--select", "silver.sales", "--reason", "x"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("Say which rows to waive");
    assertThat(ingot("waive", "--all", "--reason", "x")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("Say which table");
    assertThat(ingot("replay")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("Say which table");
    assertThat(ingot("show")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot("show", "--select", "silver.sales", "--batch", "two"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(ingot.noted()).contains("--batch takes a whole number, not 'two'");
  }

  private static String contract(int least) {
    return """
    from: bronze.sales
    columns:
      sale_id: {type: bigint, key: true}
      price:   {type: "decimal(6,2)", min: %d}
      sold_on: {type: date}
    write: {mode: merge}
    """
        .formatted(least);
  }

  /** The cells of the printed table but for the times. */
  private List<List<String>> cells() {
    return ingot
        .said()
        .lines()
        .skip(1)
        .filter(line -> !line.contains(" opened "))
        .map(line -> Arrays.asList(line.split(" {2,}")))
        .map(row -> Stream.concat(row.subList(0, 8).stream(), Stream.of(row.get(10))).toList())
        .toList();
  }

  private ExitCode ingot(String verb, String... words) {
    return ingot.say(
        Stream.concat(Stream.of("quarantine", verb), Stream.of(words)).toArray(String[]::new));
  }
}
