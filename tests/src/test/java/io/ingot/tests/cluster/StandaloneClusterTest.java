package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SparkCluster;
import io.ingot.tests.testkit.SparkHome;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small project on a master and two workers, whose executors have nothing but the jar. */
class StandaloneClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private static Path shared;
  private static SparkHome home;
  private static SparkCluster cluster;

  @BeforeAll
  static void startCluster() {
    home = SparkHome.in(shared.resolve("spark"));
    cluster = SparkCluster.start(home, shared.resolve("cluster"));
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void binIngotRunsOnTheClusterOfSparkHome(@TempDir Path folder) {
    SmallProject project = sales(folder);

    Ended ended =
        await(
            IngotProcess.startCommand(
                folder.resolve("printed"),
                List.of(
                    Path.of(System.getProperty("ingot.home"), "bin/ingot").toString(),
                    "run",
                    "--project",
                    project.folder().toString()),
                cluster.environment(
                    Map.of(
                        "MASTER", cluster.address(),
                        "INGOT_JAVA_OPTS", "-XX:TieredStopAtLevel=1",
                        "INGOT_SUBMIT_OPTS", "--executor-memory 800m --total-executor-cores 2"))));

    assertThat(ended.exitCode()).as(ended.notes()).isEqualTo(ExitCode.DONE.code());
    assertThat(ended.results()).contains("published", "MIN amount 1");
    assertThat(ended.notes()).doesNotContain(" INFO ", " WARN ");
    assertTotals(project);
  }

  @Test
  void aDriverOnAWorkerRunsOneLayerAndTheMasterTellsHowItEnded(@TempDir Path folder) {
    SmallProject project = sales(folder).write("env/cluster.yml", "lake: ${env:SALES_LAKE}\n");

    Ended good = onAWorker(project, "io.ingot.etl.EtlJob");
    assertThat(good.exitCode()).as(good.notes()).isZero();
    assertThat(cluster.driverEnded()).isEqualTo("FINISHED");
    assertTotals(project);

    project.write("silver/sale.yml", "from: bronze.sail\n");
    Ended wrong = onAWorker(project, "io.ingot.etl.EtlJob");
    assertThat(wrong.exitCode()).as("Spark's own code tells nothing of the driver's").isZero();
    assertThat(cluster.driverEnded()).isEqualTo("FAILED");
  }

  @Test
  void aBatchIsCountedOnceWhenAWorkerDiesWhileItIsWritten(@TempDir Path folder) {
    int files = 12;
    int rowsOfFile = 40_000;
    SmallProject project = SmallProject.sales(folder.resolve("sales"));
    for (int file = 0; file < files; file++) {
      project.deliver("2026-01-%02d.csv".formatted(file + 1), lines(file, rowsOfFile));
    }
    project.deliver("again.csv", "0,2026-01-01,1", "1,2026-01-01,1", "2,2026-01-01,-1");
    DriverPage page = DriverPage.onFreePort();
    Submission submission =
        Submission.of("io.ingot.app.Main", "run", "--project", project.folder().toString())
            .with(page.options())
            // A file a task, so that some are done and some are not when the worker dies.
            .conf("spark.sql.files.maxPartitionBytes=4m", "spark.sql.files.openCostInBytes=4m");

    Ended ended;
    try (IngotProcess driver =
        cluster.submit(folder.resolve("printed"), Map.of(), submission.all())) {
      page.await(
          driver,
          "silver.sale",
          stage ->
              stage.get("outputRecords").asLong() > 0
                  && stage.get("numCompleteTasks").asInt() < stage.get("numTasks").asInt() - 2);
      cluster.killWorkerOf(page.executorAtWork());
      cluster.startWorker();
      ended = driver.await(PATIENCE);
    }

    assertThat(ended.exitCode()).as(ended.notes()).isEqualTo(ExitCode.DONE.code());
    assertThat(ended.notes()).contains("Lost executor");
    long rows = (long) files * rowsOfFile;
    assertThat(ended.results())
        .containsPattern("silver\\.sale +published +480,003 +480,000 +2 +1 ");
    assertThat(TableRows.rows(table(project, "silver/sale")).count()).isEqualTo(rows);
    assertThat(
            TableRows.rows(table(project, "gold/daily"))
                .selectExpr("sum(sales)", "sum(amount)", "count(*)")
                .first())
        .hasToString("[480000,480000.00,12]");
    for (String name : List.of("bronze/sale", "silver/sale", "gold/daily")) {
      assertThat(DeltaLogFiles.of(table(project, name)).batches().values())
          .as(name)
          .containsExactly(List.of(0L));
    }
  }

  private static SmallProject sales(Path folder) {
    return SmallProject.sales(folder.resolve("sales"))
        .deliver("a.csv", "1,2026-01-01,10", "2,2026-01-01,20", "3,2026-01-02,5")
        .deliver("b.csv", "3,2026-01-02,5", "4,2026-01-02,-1");
  }

  private static void assertTotals(SmallProject project) {
    assertThat(TableRows.of(project).get("gold.daily"))
        .hasSize(2)
        .anyMatch(row -> row.contains("\"amount\":30.00,\"sales\":2"))
        .anyMatch(row -> row.contains("\"amount\":5.00,\"sales\":1"));
  }

  /** The lake's place is a variable of whoever submits, as a password would be. */
  private static Ended onAWorker(SmallProject project, String main) {
    Submission submission =
        Submission.of(main, "--project", project.folder().toString(), "--env", "cluster")
            .with(List.of("--deploy-mode", "cluster", "--driver-memory", "800m"))
            .conf(
                "spark.standalone.submit.waitAppCompletion=true",
                // A driver on a worker is not given what Java 17 needs, other than one beside
                // spark-submit.
                "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 "
                    + IngotProcess.javaModules());
    return await(
        cluster.submit(
            project.folder().resolveSibling("printed"),
            Map.of("SALES_LAKE", project.folder().resolve("lake").toString()),
            submission.all()));
  }

  private static Ended await(IngotProcess process) {
    try (process) {
      return process.await(PATIENCE);
    }
  }

  private static Path table(SmallProject project, String name) {
    return project.folder().resolve("lake").resolve(name);
  }

  /** Sales of one day, one unit of money each. */
  private static String[] lines(int file, int rows) {
    String rest = ",2026-01-%02d,1".formatted(file + 1);
    return IntStream.range(file * rows, (file + 1) * rows)
        .mapToObj(id -> id + rest)
        .toArray(String[]::new);
  }
}
