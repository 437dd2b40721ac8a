package io.ingot.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.Sparks;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of the command line, over real files, tables and runs. */
class PlanAndRunTest {
  private static final String SALES =
      """
      from: bronze.sales
      columns:
        id:    {type: bigint, key: true}
        day:   {type: string}
        price: {type: "decimal(6,2)"%s}
      write: {mode: merge}
      """;

  @TempDir Path folder;
  private Ingot ingot;
  private TestProject project;

  @BeforeEach
  void declare() {
    ingot = Ingot.in(folder);
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: sales/*.csv, format: csv, settle: 0s}\n")
            .file("silver/sales.yml", SALES.formatted(""))
            .file(
                "gold/daily.yml",
                """
                write: {mode: replace_partitions, partition_by: [day]}
                recompute: {driver: silver.sales, by: day}
                """)
            .file(
                "gold/daily.sql",
                "SELECT day, sum(price) AS price FROM silver.sales GROUP BY day\n")
            .file("incoming/sales/a.csv", "id,day,price\n1,mon,1.00\n2,mon,2.00\n3,tue,4.00\n");
  }

  @Test
  void aPlanTellsRangeReasonAmountAndLossWithoutASparkJob() throws Exception {
    List<JsonNode> first = plan();
    assertThat(first)
        .extracting(stage -> stage.get("mode").asText())
        .containsExactly("extract", "follow", "follow");
    assertThat(first.get(0).get("reason").asText()).isEqualTo("1 new file");
    assertThat(first.get(0).get("bytes").asLong())
        .isEqualTo(Files.size(project.path("incoming/sales/a.csv")));
    assertThat(first.get(0).has("rows")).isFalse();
    assertThat(first.get(1).get("reason").asText()).isEqualTo("after bronze.sales");
    assertThat(first.get(2).get("destroys").asText()).isEqualTo("nothing");
    project.run();

    // Silver and gold each fall behind; the rule of silver changes.
    project.file("incoming/sales/b.csv", "id,day,price\n3,tue,5.00\n4,wed,-1.00\n");
    project.run("bronze.sales");
    project.file("silver/sales.yml", SALES.formatted(", min: 0"));
    JsonNode silver = plan("--select", "silver.sales").get(0);
    assertThat(silver.get("mode").asText()).isEqualTo("advance");
    assertThat(silver.get("range").asText()).isEqualTo("bronze.sales batches 1..1");
    assertThat(silver.get("rows").asLong()).isEqualTo(2);
    assertThat(silver.get("bytes").asLong()).isPositive();
    assertThat(silver.get("stale").asText())
        .startsWith("the declaration changed after batch 0")
        .contains("delete", "silver/sales and", "quarantine/sales, and run");

    project.run("silver.sales");
    // The rows of the first batch are still of the older rule.
    JsonNode later = plan("--select", "silver.sales").get(0);
    assertThat(later.get("mode").asText()).isEqualTo("skip");
    assertThat(later.get("stale").asText()).startsWith("the declaration changed after batch 0");

    JsonNode behind = plan("--select", "gold").get(0);
    assertThat(behind.get("mode").asText()).isEqualTo("advance");
    assertThat(behind.get("destroys").asText()).isEqualTo("partitions");
    assertThat(behind.get("rows").asLong()).isEqualTo(1);
    project.file(
        "gold/daily.sql", "SELECT day, max(price) AS price FROM silver.sales GROUP BY day");
    JsonNode changed = plan("--select", "gold").get(0);
    assertThat(changed.get("mode").asText()).isEqualTo("rebuild");
    assertThat(changed.get("reason").asText()).isEqualTo("the SQL or its recompute rules changed");
    assertThat(changed.get("destroys").asText()).isEqualTo("all");
    assertThat(changed.get("rows").asLong()).isEqualTo(3);
    assertThat(names("--select", "state:changed")).containsExactly("gold.daily");
  }

  @Test
  void aRunByAPlanDoesWhatWasShownOrNothing() {
    Path file = folder.resolve("shown/plan.json");
    assertThat(ingot.say("plan", "--out", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(ingot.say("run", "--plan", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(project.rows("gold.daily", "day", "price"))
        .containsExactly("[mon,3.00]", "[tue,4.00]");

    assertThat(ingot.say("run", "--plan", file.toString())).isEqualTo(ExitCode.FENCED);
    assertThat(heard()).contains("bronze.sales was not there and is at version 0 with batch 0");

    // Another file than those shown.
    project.file("incoming/sales/b.csv", "id,day,price\n4,wed,8.00\n");
    ingot.say("plan", "--out", file.toString());
    project.file("incoming/sales/c.csv", "id,day,price\n5,wed,16.00\n");
    assertThat(ingot.say("run", "--plan", file.toString())).isEqualTo(ExitCode.FENCED);
    assertThat(heard()).contains("bronze.sales was extract 1 file", "is extract 2 files");
    assertThat(project.version("bronze.sales")).isZero();

    // Another query than the one shown.
    ingot.say("plan", "--out", file.toString());
    project.file("gold/daily.sql", "SELECT day, 0 AS price FROM silver.sales GROUP BY day");
    assertThat(ingot.say("run", "--plan", file.toString())).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(heard()).contains("the declaration of gold.daily changed");
    assertThat(project.version("bronze.sales")).isZero();

    // Another environment.
    project.file("env/prod.yml", "lake: elsewhere\n");
    assertThat(ingot.say("run", "--env", "prod", "--plan", file.toString()))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(heard()).contains("made for the environment dev, and this is prod");
    assertThat(ingot.say("run", "--plan", file.toString(), "--select", "gold"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
  }

  @Test
  void fullShowsFirstAndThenMakesTheTableAnew() {
    project.run();
    long version = project.version("gold.daily");

    assertThat(ingot.say("run", "--full", "gold.daily")).isEqualTo(ExitCode.DONE);
    assertThat(heard()).contains("replaced as a whole: gold.daily", "say --yes");
    assertThat(project.version("gold.daily")).isEqualTo(version);

    assertThat(ingot.say("run", "--full", "gold.daily", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(project.version("gold.daily")).isEqualTo(version + 1);
    assertThat(project.rows("gold.daily", "day", "price"))
        .containsExactly("[mon,3.00]", "[tue,4.00]");

    assertThat(ingot.say("run", "--full", "bronze.sales", "--yes"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(heard()).contains("ingot state rewind");
  }

  @Test
  void resumeGoesOnWithWhatTheLastRunLeftUndone() throws Exception {
    assertThat(ingot.say("run", "--resume")).isEqualTo(ExitCode.DONE);
    assertThat(heard()).contains("Nothing to resume: no run of this project failed");

    project.file(
        "silver/sales.yml",
        SALES.formatted(", min: 100, else: quarantine") + "reject: {fail: 1%}\n");
    assertThat(ingot.say("run")).isEqualTo(ExitCode.GATE_REFUSED);
    assertThat(names("--select", "state:failed")).containsExactly("silver.sales", "gold.daily");

    project.file("silver/sales.yml", SALES.formatted(""));
    project.file("incoming/sales/b.csv", "id,day,price\n4,wed,8.00\n");
    assertThat(ingot.say("run", "--resume", "--output", "json")).isEqualTo(ExitCode.DONE);
    JsonNode record = new ObjectMapper().readTree(ingot.said());
    assertThat(record.get("stages").findValuesAsText("table"))
        .containsExactly("silver.sales", "gold.daily");
    assertThat(record.get("resumes").asText()).isNotEmpty();
    assertThat(heard())
        .contains("silver.sales refused, gold.daily skipped", "silver.sales: is planned anew");
    assertThat(project.version("bronze.sales")).isZero();

    assertThat(ingot.say("run", "--resume")).isEqualTo(ExitCode.DONE);
    assertThat(heard()).contains("a later run has done");

    // A run that was killed leaves no record, and is gone on with all the same.
    project.file(
        "lake/_ingot/begun/99990101T000000000-0000.json",
        """
        {"run": "99990101T000000000-0000", "project": "test", "environment": "dev",
         "request": {"tables": ["bronze.sales"], "full": []}}
        """);
    assertThat(ingot.say("run", "--resume")).isEqualTo(ExitCode.DONE);
    assertThat(heard()).contains("bronze.sales not ended");
    assertThat(project.version("bronze.sales")).isEqualTo(1);
  }

  private List<JsonNode> plan(String... words) throws Exception {
    SparkWork work =
        SparkWork.during(
            Sparks.session(),
            () ->
                assertThat(
                        ingot.say(
                            Stream.concat(Stream.of("plan", "--output", "json"), Stream.of(words))
                                .toArray(String[]::new)))
                    .as(heard())
                    .isEqualTo(ExitCode.DONE));
    assertThat(work.jobs()).isZero();
    List<JsonNode> stages = new ArrayList<>();
    new ObjectMapper().readTree(ingot.said()).elements().forEachRemaining(stages::add);
    return stages;
  }

  private List<String> names(String... words) throws Exception {
    return plan(words).stream().map(stage -> stage.get("table").asText()).toList();
  }

  private String heard() {
    return ingot.said() + ingot.noted();
  }
}
