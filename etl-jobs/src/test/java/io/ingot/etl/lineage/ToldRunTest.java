package io.ingot.etl.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.lineage.RunLineage;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Heard;
import io.ingot.core.run.RunHistory;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Runner;
import io.ingot.core.run.Stages;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of a small project, read from the events and the metrics that they left. */
class ToldRunTest {
  /** A value of a row, which must not be in any event. */
  private static final String CANARY = "canary7788";

  private static final List<String> WARNINGS = new ArrayList<>();
  private static TestProject project;

  @BeforeAll
  static void runTwice(@TempDir Path folder) {
    project =
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: shop
                lake: lake
                connections:
                  drop: {type: files, root: incoming}
                lineage: {transport: file, path: told}
                """)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file(
                "silver/sales.yml",
                """
                description: What was sold
                from: bronze.sales
                columns:
                  id:   {type: bigint, key: true}
                  day:  {type: date}
                  name: {type: string}
                write: {mode: merge}
                reject: {warn: 1%}
                """)
            .file(
                "silver/strict.yml",
                """
                from: bronze.sales
                columns:
                  id:  {type: bigint}
                  day: {type: date}
                reject: {fail: 1%}
                """)
            .file("gold/daily.yml", "write: {mode: replace}")
            .file(
                "gold/daily.sql", "SELECT day, count(name) AS named FROM silver.sales GROUP BY day")
            .file("incoming/a.csv", "id,day,name\n1,1998-01-01,a\n1,1998-01-01,b\n2,1998-01-02,\n");
    run("20260101T000000000-aaaa");
    project.file(
        "incoming/b.csv", "id,day,name\n2,1998-01-02,c\n3,1998-01-03,d\n4," + CANARY + ",e\n");
    run("20260102T000000000-bbbb");
  }

  private static void run(String id) {
    Project declared = project.load();
    TestRun run = new TestRun();
    RunRecord record;
    try (RunLineage lineage =
        RunLineage.of(declared, project.lake(), id, WARNINGS::add).orElseThrow()) {
      record =
          new Runner(
                  declared, project.lake(), Stages.onClassPath(), new Heard(List.of(run, lineage)))
              .run(id, declared.tables().keySet());
    }
    new RunHistory(project.lake()).keep(record);
  }

  @Test
  void everyStageThatDoesSomethingIsToldFromStartToEnd() throws IOException {
    assertThat(told("20260101T000000000-aaaa"))
        .containsExactlyInAnyOrder(
            "shop START",
            "bronze.sales START",
            "bronze.sales COMPLETE",
            "silver.sales START",
            "silver.sales COMPLETE",
            "silver.strict START",
            "silver.strict COMPLETE",
            "gold.daily START",
            "gold.daily COMPLETE",
            "shop COMPLETE");
    assertThat(told("20260102T000000000-bbbb"))
        .contains("silver.strict FAIL", "silver.sales COMPLETE", "shop FAIL")
        .doesNotContain("silver.strict COMPLETE");
    assertThat(WARNINGS).isEmpty();
  }

  @Test
  void theEndOfAMergeTellsItsInputsItsRowsAndWhereEachColumnComesFrom() throws IOException {
    RunEvent merge = event("20260102T000000000-bbbb", "silver.sales", EventType.COMPLETE);
    JsonNode json = new ObjectMapper().readTree(OpenLineageClientUtils.toJson(merge));
    String bronze = project.lake().table(name("bronze.sales")).path();

    JsonNode input = json.at("/inputs/0");
    assertThat(json.at("/inputs")).hasSize(1);
    assertThat(input.at("/namespace").asText()).isEqualTo("file");
    assertThat(input.at("/name").asText()).isEqualTo(bronze);
    assertThat(input.at("/facets/version/datasetVersion").asText()).isEqualTo("1");
    assertThat(input.at("/facets/schema/fields").findValuesAsText("name"))
        .contains("id", "day", "name", "_batch");

    JsonNode output = json.at("/outputs/0");
    assertThat(output.at("/name").asText())
        .isEqualTo(project.lake().table(name("silver.sales")).path());
    assertThat(output.at("/outputFacets/outputStatistics/rowCount").asLong()).isEqualTo(2);
    assertThat(output.at("/facets/version/datasetVersion").asText())
        .isEqualTo(String.valueOf(project.version("silver.sales")));
    assertThat(output.at("/facets/documentation/description").asText()).isEqualTo("What was sold");
    assertThat(output.at("/facets/symlinks/identifiers/0/name").asText()).isEqualTo("silver.sales");
    JsonNode day = output.at("/facets/columnLineage/fields/day/inputFields/0");
    assertThat(day.at("/name").asText()).isEqualTo(bronze);
    assertThat(day.at("/field").asText()).isEqualTo("day");
    assertThat(day.at("/transformations/0/type").asText()).isEqualTo("DIRECT");
    assertThat(day.at("/transformations/0/subtype").asText()).isEqualTo("TRANSFORMATION");
    assertThat(output.at("/facets/columnLineage/dataset").findValuesAsText("subtype"))
        .contains("GROUP_BY", "SORT");
    assertThat(output.at("/facets/dataQualityAssertions/assertions/0/success").asBoolean())
        .isFalse();
    assertThat(json.at("/run/facets/processing_engine/name").asText()).isEqualTo("spark");
    assertThat(json.at("/run/facets/parent/job/name").asText()).isEqualTo("shop");
  }

  @Test
  void aFailedStageTellsWhyAndAGoldTableItsQuery() throws IOException {
    RunEvent failed = event("20260102T000000000-bbbb", "silver.strict", EventType.FAIL);
    assertThat(failed.getRun().getFacets().getErrorMessage().getMessage())
        .startsWith("refused: Refused batch 1 of silver.strict")
        .contains("reject fail above 1%: measured 33.33%");
    assertThat(failed.getInputs()).hasSize(1);

    RunEvent gold = event("20260101T000000000-aaaa", "gold.daily", EventType.COMPLETE);
    assertThat(gold.getJob().getFacets().getSql().getQuery()).startsWith("SELECT day");
    RunEvent source = event("20260101T000000000-aaaa", "bronze.sales", EventType.COMPLETE);
    assertThat(source.getInputs().get(0).getName()).isEqualTo(project.path("incoming") + "/*.csv");
    assertThat(source.getInputs().get(0).getInputFacets().getInputStatistics().getRowCount())
        .isEqualTo(3);
  }

  @Test
  void noEventHoldsAValueOfARow() throws IOException {
    try (Stream<Path> files = Files.list(project.path("told"))) {
      assertThat(files.toList())
          .hasSize(2)
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(CANARY));
    }
  }

  @Test
  void metricsTellWhatEachTablesLastBatchMeasuredAndWhatItWasMadeOf() throws IOException {
    JsonNode tables =
        new ObjectMapper()
            .readTree(ingot("status", "--metrics", "--select", "silver.sales", "--output", "json"));
    JsonNode silver = tables.get(0);
    assertThat(silver.at("/run").asText()).isEqualTo("20260102T000000000-bbbb");
    assertThat(silver.at("/counts/read").asLong()).isEqualTo(3);
    assertThat(silver.at("/nullRatio").asDouble()).isEqualTo(0.0);
    assertThat(silver.at("/rowsBefore").asLong()).isEqualTo(2);
    assertThat(silver.at("/rowsAfter").asLong()).isEqualTo(3);
    assertThat(silver.at("/inputs/bronze.sales").asLong()).isEqualTo(1);

    assertThat(ingot("status", "--metrics").lines().toList())
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).contains("gold.daily").contains("silver.sales@1"));
  }

  @Test
  void twoRunsAreComparedByTableAndMetric() {
    List<String> lines =
        ingot("metrics", "diff", "20260101", "last").lines().map(ToldRunTest::squeezed).toList();
    assertThat(lines.get(0))
        .isEqualTo("table metric 20260101T000000000-aaaa 20260102T000000000-bbbb change");
    assertThat(lines)
        .contains(
            "silver.sales outcome published warned -",
            "silver.sales duplicates 1 0 -1",
            "silver.sales duplicate_ratio 0.333333 0.000000 -0.333333",
            "silver.sales null_ratio 0.166667 0.000000 -0.166667",
            "silver.sales version 0 1 +1",
            "silver.sales input bronze.sales 0 1 +1",
            "silver.strict written 3 - -")
        .noneMatch(line -> line.startsWith("silver.sales read "));
    assertThat(ingot("metrics", "diff", "last", "last")).contains("measured the same");
    assertThat(ingot("metrics", "diff", "2026", "last"))
        .contains("'2026' is the beginning of 2 runs");
    assertThat(ingot("metrics", "diff", "last-2", "last")).contains("There is no run 'last-2'");
    assertThat(ingot("metrics", "diff", "last")).contains("compares two runs");
  }

  private static String squeezed(String line) {
    return line.strip().replaceAll(" {2,}", " ");
  }

  /** What a command says, on either stream. */
  private static String ingot(String... words) {
    Ingot ingot = Ingot.in(project.path("."));
    assertThat(ingot.say(words)).isIn(ExitCode.DONE, ExitCode.PROJECT_WRONG);
    return ingot.said() + ingot.noted();
  }

  private static List<String> told(String run) throws IOException {
    return events(run).stream()
        .map(event -> event.getJob().getName() + " " + event.getEventType())
        .toList();
  }

  private static RunEvent event(String run, String table, EventType type) throws IOException {
    return events(run).stream()
        .filter(event -> event.getJob().getName().equals(table))
        .filter(event -> event.getEventType() == type)
        .findFirst()
        .orElseThrow();
  }

  private static List<RunEvent> events(String run) throws IOException {
    return Files.readAllLines(project.path("told/" + run + ".ndjson")).stream()
        .map(OpenLineageClientUtils::runEventFromJson)
        .toList();
  }

  private static TableName name(String table) {
    return TableName.of(table);
  }
}
