package io.ingot.core.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogFolderTest {
  private static final Instant NOW = Instant.parse("2026-03-31T00:00:00Z");

  @TempDir Path folder;

  @Test
  void logsAreRolledAndPackedBelowTheLakeUnlessSomethingElseIsSaid() throws IOException {
    EventLogFolder logs = logs("");

    assertThat(logs.settings())
        .containsEntry("spark.eventLog.enabled", "true")
        .containsEntry(
            "spark.eventLog.dir",
            folder.resolve("a lake/_ingot/spark-events").toUri().toString().replace("///", "/"))
        .containsEntry("spark.eventLog.compress", "true")
        .containsEntry("spark.eventLog.rolling.enabled", "true");
    assertThat(logs.address()).isEqualTo("file:" + folder + "/a lake/_ingot/spark-events");
  }

  @Test
  void aFolderIsToldFromTheProjectsOwnAndAnAddressIsLeftAsItIs() throws IOException {
    assertThat(logs("history: {logs: ../events}").address())
        .isEqualTo("file:" + folder.resolveSibling("events"));
    assertThat(logs("history: {logs: 's3a://bucket/events'}").address())
        .isEqualTo("s3a://bucket/events");
  }

  @Test
  void whoWantsNoneGetsNone() throws IOException {
    EventLogFolder logs = logs("history: {logs: off}");
    SparkConf conf = conf(logs);
    logs.makeFor(conf);

    assertThat(conf.contains("spark.eventLog.enabled")).isFalse();
    assertThat(folder.resolve("a lake")).doesNotExist();
  }

  @Test
  void theFolderIsMadeForWhoWritesThereAndForNobodyElse() throws IOException {
    EventLogFolder logs = logs("");

    logs.makeFor(conf(logs).set("spark.eventLog.dir", "s3a://elsewhere/events"));
    logs.makeFor(conf(logs).set("spark.eventLog.enabled", "false"));
    assertThat(folder.resolve("a lake")).doesNotExist();

    logs.makeFor(conf(logs));
    assertThat(folder.resolve("a lake/_ingot/spark-events")).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeIsToldWithTheWayOut() throws IOException {
    EventLogFolder logs = logs("");
    Files.writeString(folder.resolve("a lake"), "a file");

    assertThatThrownBy(() -> logs.makeFor(conf(logs)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Cannot write Spark's event logs to file:")
        .hasMessageContaining("history: {logs: off}");
  }

  @Test
  void aLogGoesOnceNothingWasAddedToItForSoLong() throws IOException {
    log("old", NOW.minus(Duration.ofDays(31)));
    log("young", NOW.minus(Duration.ofDays(29)));
    Files.writeString(folder.resolve("mine"), "no log");
    Files.setLastModifiedTime(
        folder.resolve("mine"), FileTime.from(NOW.minus(Duration.ofDays(99))));

    new EventLogSweep(folder, NOW).olderThan(Duration.ofDays(30));

    assertThat(folder)
        .isDirectoryContaining("glob:**/eventlog_v2_young")
        .isDirectoryContaining("glob:**/mine")
        .isDirectoryNotContaining("glob:**/eventlog_v2_old");
  }

  @Test
  void whatCannotBeTakenAwayKeepsNoOther() throws IOException {
    Path stuck = Files.createDirectories(folder.resolve("eventlog_v2_stuck/somebody's"));
    Path file = Files.writeString(folder.resolve("eventlog_v2_file"), "no log");
    Files.writeString(stuck.resolve("file"), "no log");
    for (Path path : List.of(stuck, stuck.getParent(), file)) {
      Files.setLastModifiedTime(path, FileTime.from(NOW.minus(Duration.ofDays(99))));
    }
    log("old", NOW.minus(Duration.ofDays(31)));

    new EventLogSweep(folder, NOW).olderThan(Duration.ofDays(30));

    assertThat(left()).containsExactlyInAnyOrder("eventlog_v2_stuck", "eventlog_v2_file");
    assertThat(stuck.resolve("file")).exists();
  }

  @Test
  void theOldestGoBeyondAThousandAHundredAtATime() throws IOException {
    for (int i = 0; i < 1105; i++) {
      Path log = Files.createDirectory(folder.resolve("eventlog_v2_" + i));
      Files.setLastModifiedTime(log, FileTime.from(NOW.minusSeconds(1105 - i)));
    }
    new EventLogSweep(folder, NOW).olderThan(Duration.ofDays(30));

    assertThat(left())
        .hasSize(1005)
        .containsAll(IntStream.range(100, 1105).mapToObj(i -> "eventlog_v2_" + i).toList());

    new EventLogSweep(folder, NOW).olderThan(Duration.ofDays(30));
    assertThat(left()).hasSize(1000).doesNotContain("eventlog_v2_104");
  }

  @Test
  void aPageHasTheServersAddressBeforeIt() {
    assertThat(EventLogFolder.page(URI.create("https://history.example.com/spark/"), "spark-1"))
        .isEqualTo(URI.create("https://history.example.com/spark/history/spark-1/jobs/"));
  }

  private List<String> left() throws IOException {
    try (var logs = Files.list(folder)) {
      return logs.map(log -> log.getFileName().toString()).toList();
    }
  }

  private void log(String application, Instant at) throws IOException {
    Path log = Files.createDirectory(folder.resolve("eventlog_v2_" + application));
    for (String file : List.of("appstatus_" + application, "events_1_" + application + ".zstd")) {
      Files.setLastModifiedTime(Files.writeString(log.resolve(file), "events"), FileTime.from(at));
    }
    Files.setLastModifiedTime(log, FileTime.from(at));
  }

  private EventLogFolder logs(String further) throws IOException {
    Files.writeString(folder.resolve("ingot.yml"), "name: p\nlake: a lake\n" + further + "\n");
    Project project = ProjectLoader.load(folder, "dev").orThrow();
    return EventLogFolder.of(project);
  }

  private static SparkConf conf(EventLogFolder logs) {
    SparkConf conf = new SparkConf(false);
    logs.settings().forEach(conf::set);
    return conf;
  }
}
