package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobWordsTest {
  @TempDir Path folder;
  private final Heard heard = new Heard();
  private final SparkContext spark = Sparks.session().sparkContext();

  @BeforeEach
  void listen() {
    spark.addSparkListener(heard);
  }

  @AfterEach
  void stopListening() {
    spark.removeSparkListener(heard);
  }

  @Test
  void everySparkJobOfARunTellsWhatItDoesToWhat() {
    SmallProject project =
        SmallProject.sales(folder)
            .write(
                "features/sale.yml",
                """
                entity: {id: bigint}
                from: silver.sale
                event_time: day
                features:
                  spend: {sum: amount, windows: [7d], scale: standard}
                training: {validation_from: 2026-01-02}
                """)
            .deliver("1.csv", "1,2026-01-01,1.50", "2,2026-01-01,-3", "3,2026-01-02,4");
    run(project);
    run(project.deliver("2.csv", "1,2026-01-01,2.50", "4,2026-01-02,7"));

    List<String> said = heard.all(spark);
    assertThat(said).hasSizeGreaterThan(20).allMatch(Sentences::isOne);
    assertThat(said)
        .contains(
            "bronze.sale, batch 1: extract 1 file, 47 bytes and write its rows",
            "silver.sale, batch 1: look for keys that come twice in bronze.sale batch 1",
            "silver.sale, batch 1: classify and stage the rows of bronze.sale batch 1",
            "features.sale, batch 1: fit the scaling to the training rows")
        .anyMatch(one -> one.startsWith("silver.sale, batch 1: merge the staged rows by key"))
        .anyMatch(
            one -> one.startsWith("gold.daily, batch 1: find what the changes of silver.sale"))
        .anyMatch(one -> one.matches("run \\S+: keep the record of the run"));
  }

  private static void run(SmallProject project) {
    Said said = project.say("run");
    assertThat(said.code()).as(said.notes()).isEqualTo(ExitCode.DONE);
  }

  /** What the jobs that began were called. */
  private static final class Heard extends SparkListener {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      said.add(
          job.properties()
              .getProperty("spark.job.description", job.stageInfos().mkString(" no words: ")));
    }

    List<String> all(SparkContext spark) {
      try {
        spark.listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new AssertionError("Spark did not tell all", e);
      }
      return said;
    }
  }
}
