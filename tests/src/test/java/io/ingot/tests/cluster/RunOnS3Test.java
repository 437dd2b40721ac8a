package io.ingot.tests.cluster;

import static io.ingot.tests.testkit.FaultyStore.Fault.fail;
import static io.ingot.tests.testkit.FaultyStore.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.error.ExitCode;
import io.ingot.tests.testkit.DeltaLogFiles;
import io.ingot.tests.testkit.FaultyStore;
import io.ingot.tests.testkit.FaultyStore.Rule;
import io.ingot.tests.testkit.IngotProcess;
import io.ingot.tests.testkit.IngotProcess.Ended;
import io.ingot.tests.testkit.S3Server;
import io.ingot.tests.testkit.SmallProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs in processes of their own, with their login from the environment, on a store that goes
 * wrong.
 */
class RunOnS3Test {
  /** A busy store is asked again and again, by one JVM or two. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String COMMIT = "_delta_log/0{19}[0-9]\\.json";

  @TempDir Path folder;
  private S3Server store;
  private FaultyStore faulty;
  private SmallProject project;

  @BeforeEach
  void start() {
    store = S3Server.start(folder);
    faulty = FaultyStore.before(store);
    project =
        SmallProject.sales(folder.resolve("project"))
            .write(
                "ingot.yml",
                "name: sales\nlake: "
                    + store.address("sales")
                    + "\nlease: {duration: 10s}\n"
                    + S3Server.projectKey(faulty.endpoint())
                    + "connections:\n  landing: {type: files, root: landing}\n")
            .deliver("a.csv", "1,2026-01-01,10.00", "2,2026-01-01,20.00", "3,2026-01-02,5.00");
  }

  @AfterEach
  void stop() {
    faulty.close();
    store.close();
  }

  /** K5: what was committed is committed, whether the driver heard of it or not. */
  @Test
  void commitsWhoseRepliesAreLostAndAStoreThatIsBusyChangeNothing() {
    Rule lost = Rule.times(3, "PUT .*/" + COMMIT, loseReply());
    faulty.with(lost).with(Rule.times(10, "(GET|HEAD) .*/silver/", fail(503, "SlowDown")));

    Ended ended = run(store.environment());

    assertThat(ended.exitCode()).as(ended.notes()).isEqualTo(ExitCode.DONE.code());
    assertThat(lost.asked()).isGreaterThan(3);
    for (String table : List.of("bronze/sale", "silver/sale", "gold/daily")) {
      DeltaLogFiles log = DeltaLogFiles.of(store.files().resolve("sales/" + table));
      assertThat(log.commits()).as(table).isEqualTo(1);
      assertThat(log.batches().values()).as(table).containsExactly(List.of(0L));
      assertThat(log.sum("written")).as(table).isEqualTo(table.startsWith("gold") ? 2 : 3);
    }
    assertThat(ended.results() + ended.notes())
        .doesNotContain(store.environment().get("AWS_SECRET_ACCESS_KEY"));
  }

  /** Two drivers that know nothing of each other; whoever is slower is told so or finds nothing. */
  @Test
  void ofTwoRunsAtTheSameMomentEachBatchIsCommittedOnce() {
    Map<String, String> login = store.environment();
    try (IngotProcess one = IngotProcess.startRun(project, login);
        IngotProcess other = IngotProcess.startRun(project, login)) {
      List<Ended> ended = Stream.of(one, other).map(process -> process.await(PATIENCE)).toList();

      assertThat(ended)
          .extracting(Ended::exitCode)
          .contains(ExitCode.DONE.code())
          .allMatch(code -> code == ExitCode.DONE.code() || code == ExitCode.FENCED.code());
    }
    for (String table : List.of("bronze/sale", "silver/sale", "gold/daily")) {
      DeltaLogFiles log = DeltaLogFiles.of(store.files().resolve("sales/" + table));
      assertThat(log.batches().values()).as(table).containsExactly(List.of(0L));
    }
  }

  @Test
  void aLoginThatEndsIsToldInASentence() {
    faulty.with(Rule.always("PUT .*/bronze/sale/", fail(400, "ExpiredToken")));

    Ended ended = run(store.environment());

    assertThat(ended.exitCode()).isEqualTo(ExitCode.CRASH.code());
    assertThat(ended.results()).contains("the session of the login has ended (ExpiredToken)");
    assertThat(ended.notes()).doesNotContain("This is a crash");
  }

  @Test
  void aMissingLoginEndsTheCommandBeforeItBegins() {
    // The folder of the event log is made before the lake is looked at.
    Ended ended =
        run(
            Map.of("AWS_ACCESS_KEY_ID", "", "AWS_SECRET_ACCESS_KEY", ""),
            "-Dspark.eventLog.enabled=true");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.CRASH.code());
    assertThat(ended.notes())
        .contains("ingot: Cannot use the event logs " + store.address("sales") + "/_ingot/")
        .contains("there is no login for the store");
    assertThat(faulty.requests()).isEmpty();
  }

  private Ended run(Map<String, String> environment, String... options) {
    try (IngotProcess process = IngotProcess.startRun(project, environment, options)) {
      return process.await(PATIENCE);
    }
  }
}
