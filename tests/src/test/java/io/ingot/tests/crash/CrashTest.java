package io.ingot.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import io.ingot.tests.testkit.TableRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
  private static final int DONE = 0;
  private static final int FENCED = 5;
  private static final int KILLED = 137;

  private SalesDays days;

  @BeforeAll
  void playWithoutInterruption(@TempDir Path folder) {
    days = SalesDays.play(folder);
  }

  @Test
  void theUninterruptedRunHasEveryRowInItsPlace() {
    assertThat(days.rowsAfter(3).get("bronze.sale")).hasSize(12);
    assertThat(days.rowsAfter(3).get("silver.sale"))
        .containsExactly(
            "{\"id\":1,\"day\":\"2026-01-01\",\"amount\":15.00,\"_batch\":1}",
            "{\"id\":2,\"day\":\"2026-01-01\",\"amount\":20.00,\"_batch\":0}",
            "{\"id\":4,\"day\":\"2026-01-03\",\"amount\":44.00,\"_batch\":2}",
            "{\"id\":6,\"day\":\"2026-01-01\",\"amount\":60.00,\"_batch\":2}");
    assertThat(days.rowsAfter(3).get("quarantine.sale")).hasSize(4);
    assertThat(days.rowsAfter(3).get("gold.daily"))
        .containsExactly(
            "{\"day\":\"2026-01-01\",\"amount\":95.00,\"sales\":3}",
            "{\"day\":\"2026-01-03\",\"amount\":44.00,\"sales\":1}");
  }

  /**
   * @param point where the run of a day is killed
   * @param day its day; on the first all tables are new, so silver is an append and later a MERGE
   * @param then the last day that is delivered when it runs again
   * @param commits what the killed run left in bronze, quarantine, silver and gold
   */
  @ParameterizedTest(name = "{0} on day {1}, with the delivery of day {2}")
  @CsvSource(
      textBlock =
          """
          AFTER_PLAN@bronze.sale,       2, 3, 1 1 1 1
          AFTER_FILES@bronze.sale,      2, 3, 1 1 1 1
          AFTER_COMMIT@bronze.sale,     2, 2, 2 1 1 1
          AFTER_FILES@silver.sale,      1, 1, 1 0 0 0
          AFTER_FILES@silver.sale,      2, 3, 2 1 1 1
          AFTER_QUARANTINE@silver.sale, 2, 3, 2 2 1 1
          AFTER_COMMIT@silver.sale,     2, 2, 2 2 2 1
          AFTER_STAGE@silver.sale,      2, 3, 2 2 2 1
          AFTER_COMMIT@gold.daily,      2, 2, 2 2 2 2
          """)
  void aRunThatWasKilledIsFinishedByTheNext(
      String point, int day, int then, String commits, @TempDir Path folder) {
    SmallProject project = days.after(day - 1, folder.resolve("sales"));
    SalesDays.deliver(day, project);

    Ended killed = IngotProcess.run(project, Map.of(), "-Dingot.failpoint=" + point);
    assertThat(killed.exitCode()).as(killed.notes()).isEqualTo(KILLED);
    assertThat(commits(project)).isEqualTo(commits);

    for (int more = day + 1; more <= then; more++) {
      SalesDays.deliver(more, project);
    }
    assertThat(project.run().exitCode()).isZero();
    assertThat(TableRows.of(project)).isEqualTo(days.rowsAfter(then));
    ExactlyOnce.require(project);
  }

  @Test
  void ofTwoRunsThatStartTogetherEachBatchIsPublishedOnce(@TempDir Path folder) {
    SmallProject project = days.after(1, folder.resolve("sales"));
    SalesDays.deliver(2, project);
    // From here both have the same to do, and neither can stop at bronze already.
    assertThat(project.say("run", "--select", "bronze").code()).isEqualTo(ExitCode.DONE);

    try (IngotProcess one = IngotProcess.startRun(project);
        IngotProcess other = IngotProcess.startRun(project)) {
      assertThat(List.of(one.await(), other.await()))
          .allSatisfy(run -> assertThat(run.exitCode()).as(run.notes()).isIn(DONE, FENCED))
          .anySatisfy(run -> assertThat(run.exitCode()).isEqualTo(DONE));
    }
    assertThat(TableRows.of(project)).isEqualTo(days.rowsAfter(2));
    ExactlyOnce.require(project);
  }

  @Test
  @Timeout(240)
  void aRunThatHungWhileAnotherFinishedChangesNothing(@TempDir Path folder) throws Exception {
    SmallProject project = days.after(1, folder.resolve("sales"));
    SalesDays.deliver(2, project);
    project.lease("10s");

    try (IngotProcess hanging = IngotProcess.startRun(project)) {
      // Its plan is there, and its first commit, seconds of a cold JVM away, is not.
      while (hanging.isAlive() && plans(project) < 2) {
        Thread.sleep(5);
      }
      assertThat(hanging.isAlive()).as("it ended before it planned").isTrue();
      hanging.suspend();
      // What follows shall not hang on how fast this machine is.
      project.lease("60s");
      Said early = project.say("run");
      assertThat(early.code()).as(early.notes()).isEqualTo(ExitCode.FENCED);
      assertThat(early.notes())
          .contains("bronze.sale: run ", "process " + hanging.pid(), "works on it");

      finishOnceTheLeaseExpired(project);
      hanging.resume();
      Ended late = hanging.await();

      assertThat(late.exitCode()).as(late.notes()).isEqualTo(FENCED);
      assertThat(late.notes())
          .containsPattern("Lost the hold on bronze.sale: .* It went to run |run .* committed it");
    }
    assertThat(TableRows.of(project)).isEqualTo(days.rowsAfter(2));
    ExactlyOnce.require(project);
  }

  private static void finishOnceTheLeaseExpired(SmallProject project) throws InterruptedException {
    Instant patience = Instant.now().plusSeconds(60);
    int code = project.run().exitCode();
    while (code == FENCED && Instant.now().isBefore(patience)) {
      Thread.sleep(500);
      code = project.run().exitCode();
    }
    assertThat(code).isZero();
  }

  private static String commits(SmallProject project) {
    return Stream.of("bronze/sale", "quarantine/sale", "silver/sale", "gold/daily")
        .map(table -> project.folder().resolve("lake").resolve(table))
        .map(
            table ->
                Files.exists(table.resolve("_delta_log"))
                    ? String.valueOf(DeltaLogFiles.of(table).commits())
                    : "0")
        .collect(Collectors.joining(" "));
  }

  private static long plans(SmallProject project) {
    return project.files("lake/_ingot/plans/bronze.sale").stream()
        .filter(name -> name.endsWith(".json") && !name.startsWith("."))
        .count();
  }
}
