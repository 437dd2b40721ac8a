package io.ingot.etl.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportVerbTest {
  private static final String PASSWORD = "ingot.env.REPORT_TEST_PASSWORD";

  private Path folder;
  private Ingot ingot;
  private String page;
  private JsonNode report;

  @BeforeAll
  void runAndReport(@TempDir Path temporary) throws IOException {
    folder = temporary;
    ingot = Ingot.in(folder);
    System.setProperty(PASSWORD, "canary-secret");
    TestProject.in(folder)
        .file(
            "ingot.yml",
            """
            name: orders
            lake: lake
            connections:
              drop: {type: files, root: incoming}
              shop: {type: jdbc, url: "jdbc:postgresql://canary-host:1/shop", user: canary-user,
                     password: "${env:REPORT_TEST_PASSWORD}"}
            """)
        .file("incoming/a.csv", "id,amount,who\n1,10,ann4711\n2,-987654,bob4711\n3,7,cas4711\n")
        .file(
            "bronze/item.yml",
            "source: {connection: drop, path: '*.csv', format: csv, settle: 0s}\n")
        .file("bronze/other.yml", "source: {connection: shop, table: public.other}\n")
        .file(
            "silver/item.yml",
            """
            description: Items that were sold
            from: bronze.item
            columns:
              id: {type: bigint, key: true}
              amount: {type: int, min: 0}
              who: {type: string, personal: true, in: [ann4711, bob4711, cas4711]}
            reject: {fail: 60%}
            checks:
              - {unique: [id]}
              - {in: who, values: [ann4711, cas4711]}
            """)
        .file("gold/total.yml", "tags: [daily]\n")
        .file("gold/total.sql", "SELECT SUM(amount) AS amount FROM silver.item\n");
    assertThat(ingot.say("run", "--select", "bronze.item+")).isEqualTo(ExitCode.DONE);
    assertThat(ingot.say("report", "--out", folder.resolve("out").toString()))
        .isEqualTo(ExitCode.DONE);
    page = Files.readString(folder.resolve("out/index.html"));
    report = new ObjectMapper().readTree(Files.readString(folder.resolve("out/report.json")));
  }

  @Test
  void theReleasesThatAreServedAreTold() {
    assertThat(report.get("releases")).hasSize(1);
    JsonNode release = report.at("/releases/0");
    assertThat(release.get("number").asLong()).isEqualTo(1);
    assertThat(release.get("run")).isEqualTo(report.at("/runs/0/id"));
    assertThat(texts(release.get("changes"), "")).containsExactly("gold.total new -> 0");
  }

  @Test
  void aTableIsToldByItsFileAndByItsLog() {
    JsonNode silver = table("silver.item");

    assertThat(texts(silver.at("/inputs"), "")).containsExactly("bronze.item");
    assertThat(silver.at("/declared/description").asText()).isEqualTo("Items that were sold");
    assertThat(texts(silver.at("/declared/columns"), "/name")).startsWith("id", "amount", "who");
    assertThat(texts(silver.at("/declared/columns/0/marks"), "")).containsExactly("key");
    assertThat(texts(silver.at("/declared/columns/1/rules"), "")).containsExactly(">= 0");
    assertThat(texts(silver.at("/declared/columns/1/from"), ""))
        .containsExactly("bronze.item.amount");
    assertThat(silver.at("/stands/version").asLong()).isZero();
    assertThat(silver.at("/stands/size/files").asLong()).isPositive();
    assertThat(silver.at("/stands/size/bytes").asLong()).isPositive();
    JsonNode batch = silver.at("/stands/batches/0");
    assertThat(batch.get("read").asLong()).isEqualTo(3);
    assertThat(batch.get("written").asLong()).isEqualTo(2);
    assertThat(batch.get("quarantined").asLong()).isEqualTo(1);
  }

  @Test
  void aCheckHasAPointForEachBatchThatItJudged() {
    JsonNode checks = table("silver.item").at("/stands/checks");
    JsonNode reject = find(checks, "/check", "reject fail above 60%").at("/points/0");

    assertThat(reject.get("ruling").asText()).isEqualTo("passed");
    assertThat(reject.get("value").asDouble()).isBetween(0.33, 0.34);
    assertThat(reject.get("said").asText()).isEqualTo("33.33% (1 of 3 rows)");
  }

  @Test
  void refusedRowsAreCountedByRule() {
    JsonNode refused = table("silver.item").at("/stands/refused");

    assertThat(refused.get("opened").asLong()).isEqualTo(1);
    assertThat(refused.at("/rules")).hasSize(1);
    assertThat(refused.at("/rules/0/rule").asText()).isEqualTo("MIN");
    assertThat(refused.at("/rules/0/column").asText()).isEqualTo("amount");
    assertThat(refused.at("/rules/0/fates/open").asLong()).isEqualTo(1);
  }

  @Test
  void theRunIsToldWithItsStages() {
    assertThat(report.at("/runs")).hasSize(1);
    assertThat(report.at("/runs/0/exitCode").asInt()).isZero();
    assertThat(texts(report.at("/runs/0/stages"), "/table"))
        .containsExactly("bronze.item", "silver.item", "gold.total");
    assertThat(report.at("/notes")).isEmpty();
  }

  @Test
  void aTableThatWasNeverBuiltIsToldByItsFileAlone() {
    JsonNode other = table("bronze.other");

    assertThat(other.at("/declared/facts/0/is").asText())
        .isEqualTo("table public.other of shop (jdbc)");
    assertThat(other.at("/stands").has("version")).isFalse();
    assertThat(other.at("/stands/batches")).isEmpty();
  }

  @Test
  void noValueOfARowNoSecretAndNoPlaceIsInThePage() {
    assertThat(page)
        .contains("SUM(amount)")
        .doesNotContain("ann4711", "bob4711", "cas4711", "987654")
        .doesNotContain("canary-secret", "canary-host", "canary-user")
        .doesNotContain(folder.toString(), System.getProperty("user.home") + "/");
    assertThat(texts(table("silver.item").at("/declared/checks"), "/text"))
        .contains("in who [not shown]");
  }

  @Test
  void aPageOfSomeTablesIsOneFile() throws IOException {
    Path file = folder.resolve("mail/some.html");

    assertThat(ingot.say("report", "--select", "gold", "--out", file.toString()))
        .isEqualTo(ExitCode.DONE);

    assertThat(Files.readString(file)).contains("gold.total").doesNotContain("\"silver.item\"");
    try (Stream<Path> beside = Files.list(file.getParent())) {
      assertThat(beside).containsExactly(file);
    }
  }

  private JsonNode table(String name) {
    return find(report.get("tables"), "/name", name);
  }

  private static JsonNode find(JsonNode list, String at, String text) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.at(at).asText().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + text + " in " + list));
  }

  private static List<String> texts(JsonNode list, String at) {
    return StreamSupport.stream(list.spliterator(), false).map(one -> one.at(at).asText()).toList();
  }
}
