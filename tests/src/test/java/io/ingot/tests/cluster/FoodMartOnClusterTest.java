package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.app.demo.FoodMartDays;
import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.S3Server;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SparkCluster;
import io.ingot.tests.testkit.SparkHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample, all its days at once, on two workers with its lake on S3; one of them dies. */
class FoodMartOnClusterTest {
  private static final String LAKE = "foodmart";

  @Test
  void theSampleMeetsThePublishedAnswersThoughAWorkerDies(@TempDir Path folder) throws Exception {
    try (FoodMartDays days = FoodMartDays.start(folder.resolve("sources"));
        S3Server s3 = S3Server.start(folder);
        SparkCluster cluster =
            SparkCluster.start(SparkHome.in(folder.resolve("spark")), folder.resolve("cluster"))) {
      days.first();
      days.second();
      days.third();

      Ended ended = run(project(folder, s3), days, s3, cluster, folder.resolve("printed"));

      assertThat(ended.exitCode()).as(ended.notes()).isEqualTo(ExitCode.WARNINGS.code());
      assertThat(ended.notes()).contains("Lost executor");
      assertThat(ended.notes() + ended.results())
          .doesNotContain(s3.environment().get("AWS_SECRET_ACCESS_KEY"))
          .doesNotContain(days.variables().get("INGOT_DEMO_PASSWORD"));
      assertThat(new ObjectMapper().readTree(ended.results()).get("stages"))
          .hasSize(24)
          .allSatisfy(FoodMartOnClusterTest::assertConserved)
          .anySatisfy(
              stage -> {
                assertThat(stage.get("table").asText()).isEqualTo("silver.sales");
                assertThat(counts(stage)).containsExactly(270_448L, 269_740L, 650L, 58L);
              });
      assertThat(rows(s3, "gold/yearly_sales", "year", "unit_sales", "store_sales", "sales_rows"))
          .containsExactly(
              "[1997,266773.0000,565238.1300,86837]", "[1998,566779.0000,1199437.7900,182903]");
      assertThat(rows(s3, "gold/fact_sales", "count(*)", "sum(store_sales)"))
          .containsExactly("[269740,1764675.9200]");
      assertThat(rows(s3, "silver/customer", "count(*)", "count(DISTINCT customer_id)"))
          .containsExactly("[10281,10281]");
      for (Path table : DeltaLogFiles.tablesBelow(s3.files().resolve(LAKE + "/silver"))) {
        assertThat(DeltaLogFiles.of(table).batches().values())
            .as(table.toString())
            .containsExactly(List.of(0L));
      }
    }
  }

  private static Path project(Path folder, S3Server s3) {
    Path sample = Path.of(System.getProperty("ingot.home"), "conf/foodmart");
    return new SmallProject(sample)
        .copyTo(folder.resolve("project"))
        .write("env/cluster.yml", "lake: " + s3.address(LAKE) + "\n" + s3.projectKey())
        .folder();
  }

  private static Ended run(
      Path project, FoodMartDays days, S3Server s3, SparkCluster cluster, Path printed) {
    DriverPage page = DriverPage.onFreePort();
    Submission submission =
        Submission.of("io.ingot.app.Main", "run", "--output", "json", "--env", "cluster")
            .words("--project", project.toString())
            .with(page.options());
    Map<String, String> variables = new HashMap<>(days.variables());
    variables.putAll(s3.environment());
    try (IngotProcess driver = cluster.submit(printed, variables, submission.all())) {
      page.await(driver, "silver.sales", stage -> stage.get("numActiveTasks").asInt() > 0);
      cluster.killWorkerOf(page.executorAtWork());
      cluster.startWorker();
      return driver.await(Duration.ofMinutes(15));
    }
  }

  private static void assertConserved(JsonNode stage) {
    List<Long> counts = counts(stage);
    assertThat(stage.get("outcome").asText()).as(stage.toString()).matches("published|warned");
    assertThat(counts.get(0))
        .as(stage.toString())
        .isEqualTo(counts.get(1) + counts.get(2) + counts.get(3));
  }

  private static List<Long> counts(JsonNode stage) {
    return List.of("read", "written", "duplicates", "quarantined").stream()
        .map(name -> stage.get(name).asLong())
        .toList();
  }

  private static List<String> rows(S3Server s3, String table, String... expressions) {
    Configuration hadoop = Sparks.session().sparkContext().hadoopConfiguration();
    s3.hadoop(s3.endpoint()).forEach(hadoop::set);
    Dataset<Row> rows =
        Sparks.session().read().format("delta").load(s3.address(LAKE + "/" + table));
    return rows.selectExpr(expressions).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
