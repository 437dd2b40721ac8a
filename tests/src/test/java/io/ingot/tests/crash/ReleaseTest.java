package io.ingot.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Release;
import io.ingot.core.lake.Releases;
import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
  private static final int KILLED = 137;
  private static final int DELIVERIES = 3;

  @Test
  void aRunThatIsKilledBetweenTwoGoldTablesLeavesTheOldReleaseWhole(@TempDir Path folder) {
    SmallProject project = sales(folder).deliver("1.csv", "1,2026-01-01,10", "2,2026-01-02,20");
    assertThat(project.run().exitCode()).isZero();
    project.deliver("2.csv", "3,2026-01-02,5");

    Ended killed = IngotProcess.run(project, Map.of(), "-Dingot.failpoint=AFTER_STAGE@gold.daily");
    assertThat(killed.exitCode()).as(killed.notes()).isEqualTo(KILLED);

    assertThat(ReleaseReader.pair(ReleaseReader.tables(project)))
        .as("the tables themselves are half done")
        .isEqualTo("35.00 30.00");
    assertThat(ReleaseReader.pair(ReleaseReader.session(project, "latest")))
        .isEqualTo("30.00 30.00");
    assertThat(numbers(project)).containsExactly(1L);

    // The first run after it has a part to do; what died is in its release.
    assertThat(project.run().exitCode()).isZero();
    assertThat(ReleaseReader.pair(ReleaseReader.session(project, "latest")))
        .isEqualTo("35.00 35.00");
    assertThat(numbers(project)).containsExactly(1L, 2L);

    project.deliver("3.csv", "4,2026-01-03,1");
    Ended unreleased =
        IngotProcess.run(project, Map.of(), "-Dingot.failpoint=AFTER_STAGE@gold.total");
    assertThat(unreleased.exitCode()).as(unreleased.notes()).isEqualTo(KILLED);
    assertThat(ReleaseReader.pair(ReleaseReader.session(project, "latest")))
        .isEqualTo("35.00 35.00");
    // All tables are up to date, and the release is made up for.
    assertThat(project.run().committed()).isFalse();
    assertThat(ReleaseReader.pair(ReleaseReader.session(project, "latest")))
        .isEqualTo("36.00 36.00");
    assertThat(numbers(project)).containsExactly(1L, 2L, 3L);
  }

  @Test
  @Timeout(480)
  void aReaderThatPollsWhileReleasesArePublishedNeverSeesAMixedSet(@TempDir Path folder)
      throws Exception {
    SmallProject project = sales(folder).deliver("0.csv", "0,2026-01-01,1");
    assertThat(project.run().exitCode()).isZero();
    Path meeting = Files.createDirectories(folder.resolve("meeting"));

    try (IngotProcess reader =
        IngotProcess.startClass(
            folder.resolve("reader"),
            ReleaseReader.class,
            project.folder().toString(),
            meeting.toString())) {
      Contender.await(meeting.resolve("seen"));
      for (int delivery = 1; delivery <= DELIVERIES; delivery++) {
        project.deliver(delivery + ".csv", delivery + ",2026-01-01,10");
        assertThat(project.run().exitCode()).isZero();
      }
      awaitPair(meeting.resolve("seen"), "31.00 31.00");
      Files.createFile(meeting.resolve("stop"));
      Ended ended = reader.await();
      assertThat(ended.exitCode()).as(ended.notes()).isZero();
    }

    List<String> seen = Files.readAllLines(meeting.resolve("seen"));
    Set<String> releases = new HashSet<>(seen);
    assertThat(releases)
        .isSubsetOf("1.00 1.00", "11.00 11.00", "21.00 21.00", "31.00 31.00")
        .hasSizeGreaterThan(1);
    assertThat(seen).hasSizeGreaterThan(releases.size());
    assertThat(numbers(project)).hasSize(DELIVERIES + 1);
  }

  private static void awaitPair(Path seen, String pair) throws Exception {
    for (int look = 0; look < 600; look++) {
      if (Files.readAllLines(seen).contains(pair)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("The reader never saw " + pair + ": " + Files.readAllLines(seen));
  }

  private static SmallProject sales(Path folder) {
    return SmallProject.sales(folder.resolve("sales"))
        .write("gold/total.yml", "write: {mode: replace}\n")
        .write("gold/total.sql", "SELECT sum(amount) AS amount FROM gold.daily\n");
  }

  private static List<Long> numbers(SmallProject project) {
    Lake lake = new Lake(Sparks.session(), project.folder().resolve("lake").toString(), "dev");
    return new Releases(lake).all().stream().map(Release::number).toList();
  }
}
