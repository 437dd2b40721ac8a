package io.ingot.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Runner;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusVerbTest {
  private static final TableName TICKS = TableName.of("bronze.ticks");
  private static final Instant COMMIT = Instant.parse("2026-03-06T10:00:00Z");

  @TempDir Path folder;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private TestProject project;

  @BeforeEach
  void countOnce() throws IOException {
    project =
        TestProject.in(folder)
            .file("bronze/ticks.yml", Counter.TABLE + "fresh: {within: 26h}\n")
            .file(
                "silver/ticks.yml",
                "from: bronze.ticks\ncolumns: {id: {type: bigint}}\nfresh: {within: 2d}\n")
            .file("silver/other.yml", "from: bronze.ticks\ncolumns: {id: {type: bigint}}\n");
    Counter counter = Counter.of(project, "bronze.ticks").countTo(4);
    new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run("run-1", Set.of(TICKS));
    Files.setLastModifiedTime(
        Path.of(project.lake().table(TICKS).path(), "_delta_log/%020d.json".formatted(0)),
        FileTime.from(COMMIT));
  }

  @Test
  void statusTellsHowOldTablesAreAndWhetherThatIsAsDeclared() throws IOException {
    assertThat(ingot(Duration.ofHours(29).plusMinutes(20), "status")).isEqualTo(ExitCode.DONE);
    assertThat(cells())
        .containsExactly(
            List.of(
                "table",
                "version",
                "batch",
                "last window",
                "last run",
                "rows read",
                "quarantined",
                "age",
                "fresh"),
            List.of(
                "bronze.ticks",
                "0",
                "0",
                "[start, 4)",
                "run-1",
                "4",
                "0",
                "29h 20m",
                "LATE by 3h 20m"),
            List.of("silver.other", "-", "-", "-", "-", "-", "0", "-", "-"),
            List.of("silver.ticks", "-", "-", "-", "-", "-", "0", "-", "LATE, no rows"));

    ingot(Duration.ofHours(29), "status", "--output", "json");
    JsonNode ticks = json().get(0);
    assertThat(ticks.get("table").asText()).isEqualTo("bronze.ticks");
    assertThat(ticks.at("/counts/read").asLong()).isEqualTo(4);
    assertThat(ticks.get("since").asText()).isEqualTo("2026-03-06T10:00:00Z");
    assertThat(ticks.get("age").asLong()).isEqualTo(29 * 3600);
    assertThat(ticks.get("fresh").asBoolean()).isFalse();
    assertThat(ticks.get("lateBy").asLong()).isEqualTo(3 * 3600);
    assertThat(json().get(1).has("fresh")).isFalse();
    assertThat(json().get(2).get("fresh").asBoolean(true)).isFalse();
  }

  @Test
  void aSchedulerHearsOfALateTableAndTheSlaCountsIt() throws IOException {
    assertThat(ingot(Duration.ofHours(26), "quality fresh", "--select", "bronze"))
        .isEqualTo(ExitCode.DONE);
    assertThat(ingot(Duration.ofHours(27), "quality fresh", "--select", "bronze"))
        .isEqualTo(ExitCode.WARNINGS);
    assertThat(cells().get(1))
        .containsExactly(
            "bronze.ticks", "2026-03-06T10:00:00Z", "27h", "26h", "-", "-", "LATE by 1h");
    assertThat(ingot(Duration.ofHours(1), "quality fresh", "--select", "silver.other"))
        .isEqualTo(ExitCode.DONE);
    assertThat(results.toString(StandardCharsets.UTF_8)).startsWith("No table of these");
    ingot(Duration.ofHours(27).plusSeconds(1), "quality fresh", "--output", "json");
    assertThat(json().findValuesAsText("table")).containsExactly("bronze.ticks", "silver.ticks");
    assertThat(json().findValuesAsText("late")).containsExactly("true", "true");
    assertThat(json().get(0).get("lateBy").asLong()).isEqualTo(3601);
    new MeasureLog(project.lake())
        .keep(
            "made-up",
            COMMIT,
            List.of(
                Measurement.of(
                    COMMIT,
                    "run-1",
                    TICKS,
                    Verdict.of("complete id", Verdict.Ruling.PASSED, "all").measuring(1))));

    assertThat(ingot(Duration.ofDays(2), "status", "--sla")).isEqualTo(ExitCode.DONE);

    assertThat(cells())
        .containsExactly(
            List.of(
                "table",
                "check",
                "judged",
                "passed",
                "rate",
                "threshold",
                "met",
                "last value",
                "last verdict",
                "checked at"),
            List.of(
                "silver.ticks",
                "fresh within 2d",
                "1",
                "0",
                "0.00%",
                "99.00%",
                "NO",
                "-",
                "warned",
                "2026-03-07T13:00:01Z"),
            List.of(
                "bronze.ticks",
                "fresh within 26h",
                "3",
                "1",
                "33.33%",
                "99.00%",
                "NO",
                "97201",
                "warned",
                "2026-03-07T13:00:01Z"),
            List.of(
                "bronze.ticks",
                "complete id",
                "1",
                "1",
                "100.00%",
                "99.00%",
                "yes",
                "1",
                "passed",
                "2026-03-06T10:00:00Z"),
            List.of("all", "success of checks", "5", "2", "40.00%", "99.00%", "NO", "-", "-", "-"));
    ingot(Duration.ofDays(2), "status", "--sla", "--output", "json");
    assertThat(json().at("/checks/1/score/passed").asLong()).isEqualTo(1);
    assertThat(json().at("/success/rate").asDouble()).isEqualTo(0.4);
    assertThat(json().at("/success/met").asBoolean(true)).isFalse();
    ingot(Duration.ofDays(60), "status", "--sla");
    assertThat(results.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("No check was judged in the last 30 days.");
  }

  private ExitCode ingot(Duration afterTheCommit, String verb, String... words) {
    results.reset();
    Clock clock = Clock.fixed(COMMIT.plus(afterTheCommit), ZoneOffset.UTC);
    PrintStream out = new PrintStream(results, true, StandardCharsets.UTF_8);
    String[] all =
        Stream.of(
                Stream.of(verb.split(" ")),
                Stream.of(words),
                Stream.of("--project", folder.toString()))
            .flatMap(some -> some)
            .toArray(String[]::new);
    return new Launcher(
            List.of(new StatusVerb(clock), new FreshVerb(clock)), Console.to(out, System.err))
        .launch(all);
  }

  /** The cells of a printed table. */
  private List<List<String>> cells() {
    return results
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.strip().split(" {2,}")))
        .toList();
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(results.toString(StandardCharsets.UTF_8));
  }
}
