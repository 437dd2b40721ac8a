package io.ingot.tests.system;

import static io.ingot.core.error.ExitCode.DONE;
import static io.ingot.core.error.ExitCode.GATE_REFUSED;
import static io.ingot.core.error.ExitCode.PROJECT_WRONG;
import static io.ingot.core.error.ExitCode.WARNINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import io.ingot.tests.testkit.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final String[] GOOD = {"1,2026-01-01,10", "2,2026-01-02,20"};
  private static final String[] ONE_BAD_OF_TWO = {"3,2026-01-01,30", "4,2026-01-02,-40"};

  @TempDir Path folder;
  private SmallProject project;

  @BeforeEach
  void makeProject() {
    project = SmallProject.sales(folder.resolve("sales"));
  }

  @Test
  void validateListsEveryMistakeWithItsPlace() {
    project
        .write(
            "ingot.yml",
            """
            name: sales
            lake: lake
            lake: lake2
            connections:
              landing: {type: files, root: landing}
              shop: {type: jdbc, url: "jdbc:postgresql://h/d", pasword: "${env:P}"}
            """)
        .write(
            "bronze/sale.yml", "source: {connection: lading, path: '*.csv', format: csv}\ntag: x\n")
        .write(
            "silver/sale.yml",
            """
            from: bronze.sales
            columns:
              id:     {type: bigint, key: true}
              day:    {type: dat}
              amount: {type: "decimal(10,2)", min: 5, max: 1}
              shop:   {type: bigint, ref: silver.shop.id}
            write: {mode: murge}
            """)
        .write(
            "gold/daily.sql", "SELECT s.day\nFROM silver.sale s\nJOIN silver.sail t USING (id)\n");

    Said said = project.say("validate");

    assertThat(said.code()).isEqualTo(PROJECT_WRONG);
    assertThat(said.results().lines().map(line -> line.replaceAll("^([^:]+:\\d+):\\d+", "$1")))
        .containsExactly(
            "bronze/sale.yml:1: Unknown connection 'lading'. Did you mean 'landing'?",
            "bronze/sale.yml:2: Unknown key 'tag'. Did you mean 'tags'?",
            "gold/daily.sql:3: Unknown table 'silver.sail'. Did you mean 'silver.sale'?",
            "ingot.yml:3: Duplicate key 'lake': it already stands in line 2.",
            "ingot.yml:6: Unknown key 'pasword'. Did you mean 'password'?",
            "silver/sale.yml:1: Unknown table 'bronze.sales'. Did you mean 'bronze.sale'?",
            "silver/sale.yml:4: Unknown type 'dat'. Did you mean 'date'?",
            "silver/sale.yml:5: min 5 is greater than max 1.",
            "silver/sale.yml:6: Unknown table 'silver.shop'. Did you mean 'silver.sale'?",
            "silver/sale.yml:7: Unknown value 'murge'. Did you mean 'merge'?",
            "10 problems");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reun              | reun
          run --selct x     | selct
          run --output yaml | yaml
          run --select x.y  | x.y
          run --env prod    | env/prod.yml
          """)
  void aWordThatIsNotUnderstoodIsTold(String words, String told) {
    Said said = project.say(words.split(" "));

    assertThat(said.code()).isEqualTo(PROJECT_WRONG);
    assertThat(said.notes()).startsWith("ingot: ").contains(told);
    assertThat(project.files("lake")).isEmpty();
  }

  @Test
  void planTellsWhatARunWouldDoAndChangesNothing() throws IOException {
    project.deliver("1.csv", GOOD);
    assertThat(project.say("plan").code()).isEqualTo(DONE);
    assertThat(project.files("lake")).isEmpty();

    assertThat(project.run().exitCode()).isZero();
    project.deliver("2.csv", ONE_BAD_OF_TWO);
    Map<String, String> before = fingerprints();
    JsonNode plan = json(project.say("plan", "--output", "json"));

    assertThat(fingerprints()).isEqualTo(before);
    assertThat(plan.findValuesAsText("table"))
        .containsExactly("bronze.sale", "silver.sale", "gold.daily");
    assertThat(plan.findValuesAsText("mode")).containsExactly("extract", "follow", "follow");
    assertThat(plan.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "table", "mode", "range", "reason", "after", "bytes", "destroys", "exitCode");
    assertThat(plan.get(0).get("reason").asText()).isEqualTo("1 new file");
  }

  @Test
  void theRecordOfARunIsJsonAndIsKept() throws IOException {
    project.deliver("1.csv", GOOD);

    Said said = project.say("run", "--output", "json");

    assertThat(said.code()).isEqualTo(DONE);
    JsonNode record = json(said);
    assertThat(record.fieldNames())
        .toIterable()
        .containsExactly(
            "run",
            "project",
            "environment",
            "started",
            "ended",
            "exitCode",
            "stages",
            "application");
    JsonNode silver = record.get("stages").get(1);
    assertThat(silver.fieldNames())
        .toIterable()
        .containsExactly(
            "table",
            "outcome",
            "reason",
            "window",
            "batches",
            "version",
            "read",
            "written",
            "duplicates",
            "quarantined",
            "bytes",
            "seconds",
            "attempts",
            "tallies",
            "verdicts",
            "nulls",
            "inputs");
    assertThat(silver.get("table").asText()).isEqualTo("silver.sale");
    assertThat(silver.get("outcome").asText()).isEqualTo("published");
    assertThat(silver.get("read").asLong()).isEqualTo(2);
    Path kept =
        project.folder().resolve("lake/_ingot/runs/" + record.get("run").asText() + ".json");
    assertThat(new ObjectMapper().readTree(Files.readString(kept))).isEqualTo(record);
    assertThat(said.notes())
        .contains("stage=silver.sale outcome=published read=2 written=2 duplicates=0");
  }

  @Test
  void filesAreTakenAgainAfterARewindAndTheTableThatMergesDoesNotGrow() {
    project.deliver("1.csv", GOOD);
    project.say("run");

    Said moved =
        project.say(
            "state",
            "rewind",
            "--select",
            "bronze.sale",
            "--to",
            "2025-12-31",
            "--why",
            "test",
            "--yes");
    assertThat(moved.code()).as(moved.notes() + moved.results()).isEqualTo(DONE);
    assertThat(project.say("run").code()).isEqualTo(DONE);

    assertThat(rows("bronze/sale")).isEqualTo(4);
    assertThat(rows("silver/sale")).isEqualTo(2);
    assertThat(project.say("run", "--output", "json").results()).contains("no new file matches");
  }

  private long rows(String table) {
    return TableRows.rows(project.folder().resolve("lake/" + table)).count();
  }

  @Test
  void aRefusingGateEndsWithThreeAndPublishesNothing() {
    project.deliver("1.csv", GOOD);
    limitRejects("fail: 20%");
    assertThat(project.say("run").code()).isEqualTo(DONE);
    Map<String, List<String>> before = TableRows.of(project);
    project.deliver("2.csv", ONE_BAD_OF_TWO);

    Said said = project.say("run");

    assertThat(said.code()).isEqualTo(GATE_REFUSED);
    assertThat(said.notes())
        .contains("Refused batch 1 of silver.sale", "nothing was published", "1 of 2 rows");
    assertThat(said.results()).containsPattern("gold.daily +skipped");
    Map<String, List<String>> after = TableRows.of(project);
    assertThat(after).containsOnlyKeys("bronze.sale", "gold.daily", "silver.sale");
    assertThat(after.get("silver.sale")).isEqualTo(before.get("silver.sale"));
    assertThat(after.get("gold.daily")).isEqualTo(before.get("gold.daily"));
    assertThat(after.get("bronze.sale")).hasSize(4);
  }

  @Test
  void aWarningEndsWithFourAndPublishes() {
    limitRejects("warn: 20%");
    project.deliver("1.csv", ONE_BAD_OF_TWO);

    Said said = project.say("run");

    assertThat(said.code()).isEqualTo(WARNINGS);
    assertThat(said.results())
        .contains("silver.sale: reject warn above 20%: measured 50.00% (1 of 2 rows) -> warned")
        .doesNotContain("-40");
    assertThat(said.notes()).contains("e.g. ", "MIN", "amount", "-40");
    assertThat(TableRows.of(project).get("silver.sale")).hasSize(1);
    assertThat(TableRows.of(project).get("quarantine.sale")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          silver.sale            | silver.sale
          silver.sale+           | silver.sale gold.daily
          +silver.sale           | bronze.sale silver.sale
          +silver.sale+          | bronze.sale silver.sale gold.daily
          tag:kpi                | gold.daily
          +tag:kpi               | bronze.sale silver.sale gold.daily
          bronze                 | bronze.sale
          bronze.sale,gold.daily | bronze.sale gold.daily
          """)
  void selectTakesTablesTheirRelativesTagsAndLayers(String words, String tables)
      throws IOException {
    Files.createDirectories(project.folder().resolve("landing"));

    JsonNode plan = json(project.say("plan", "--output", "json", "--select", words));

    assertThat(String.join(" ", plan.findValuesAsText("table"))).isEqualTo(tables);
  }

  @Test
  void statusTellsWhereEachTableStands() throws IOException {
    project.deliver("1.csv", ONE_BAD_OF_TWO);
    project.run();

    JsonNode status = json(project.say("status", "--output", "json"));

    assertThat(status.findValuesAsText("table"))
        .containsExactly("bronze.sale", "silver.sale", "gold.daily");
    JsonNode silver = status.get(1);
    assertThat(silver.get("version").asLong()).isZero();
    assertThat(silver.get("batch").asLong()).isZero();
    assertThat(silver.get("window").asText()).isEqualTo("bronze.sale batches 0..0");
    assertThat(silver.get("quarantined").asLong()).isEqualTo(1);
    assertThat(project.say("status").results()).contains("silver.sale", "bronze.sale batches 0..0");
  }

  private void limitRejects(String limits) {
    try {
      Path file = project.folder().resolve("silver/sale.yml");
      project.write("silver/sale.yml", Files.readString(file) + "reject: {" + limits + "}\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the silver table", e);
    }
  }

  /** Every file of the project with its size and time. */
  private Map<String, String> fingerprints() throws IOException {
    Map<String, String> all = new TreeMap<>();
    List<String> names = new ArrayList<>(project.files("."));
    for (String name : names) {
      Path file = project.folder().resolve(name);
      all.put(name, Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    return all;
  }

  private static JsonNode json(Said said) throws IOException {
    return new ObjectMapper().readTree(said.results());
  }
}
