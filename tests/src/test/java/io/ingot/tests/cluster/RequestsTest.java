package io.ingot.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.FaultyStore;
import io.ingot.tests.testkit.S3Server;
import io.ingot.tests.testkit.SmallProject;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run costs where each request is paid and takes its time. */
class RequestsTest {
  @Test
  void theFirstRunOfThreeTablesKeepsItsRequestsWithinBounds(@TempDir Path folder) {
    try (S3Server store = S3Server.start(folder);
        FaultyStore counted = FaultyStore.before(store)) {
      Configuration hadoop = Sparks.session().sparkContext().hadoopConfiguration();
      store.hadoop(counted.endpoint()).forEach(hadoop::set);
      SmallProject project =
          SmallProject.sales(folder.resolve("project"))
              .write(
                  "ingot.yml",
                  "name: sales\nlake: "
                      + store.address("sales")
                      + "\nconnections:\n  landing: {type: files, root: landing}\n")
              .deliver("a.csv", "1,2026-01-01,10.00", "2,2026-01-01,20.00");

      assertThat(project.run().exitCode()).isEqualTo(ExitCode.DONE.code());

      assertThat(counted.requests()).hasSizeLessThan(500);
    }
  }
}
