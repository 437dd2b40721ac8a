package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.tests.testkit.TableRows;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver's container is told to do is done here, and the job succeeds. */
class DriverCommandTest {
  @TempDir Path folder;

  @Test
  void theDriversCommandRunsTheProject() {
    SalesOnACluster project = SalesOnACluster.in(folder);
    Arrived arrived = SparkClient.submit(project.nightly(), folder.resolve("templates"));

    DriverCommand.Ended ended = project.here(arrived).run(folder.resolve("driver"));

    assertThat(ended.exitCode()).as(ended.printed()).isZero();
    assertThat(
            TableRows.rows(project.bucket().resolve("lake/gold/daily"))
                .select("day", "amount", "sales")
                .orderBy("day")
                .toJSON()
                .collectAsList())
        .containsExactly(
            "{\"day\":\"2026-01-01\",\"amount\":3.50,\"sales\":2}",
            "{\"day\":\"2026-01-02\",\"amount\":4.00,\"sales\":1}");
  }

  @Test
  void everySettingOfTheJobHoldsOutsideOfAClusterAsWell() {
    Manifest job = Examples.nightly();

    assertThat(DriverCommand.of(SparkClient.submit(job, folder)).portable())
        .containsEntry("spark.sql.adaptive.enabled", "true")
        .containsEntry("spark.driver.memory", "2g")
        .doesNotContainKeys("spark.kubernetes.namespace", "spark.driver.host", "spark.master");
  }
}
