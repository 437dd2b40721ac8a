package io.ingot.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.error.ExitCode;
import io.ingot.core.project.TableName;
import io.ingot.core.run.MoveKind;
import io.ingot.core.run.Runner;
import io.ingot.core.run.Stages;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateVerbsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private TestProject project;
  private Counter counter;

  @BeforeEach
  void makeProject() {
    project =
        TestProject.in(folder)
            .file("bronze/ticks.yml", Counter.TABLE)
            .file("silver/ticks.yml", "from: bronze.ticks\ncolumns: {id: {type: bigint}}\n");
    counter = Counter.of(project, "bronze.ticks").countTo(4);
  }

  @Test
  void showTellsOneLineATableThatReadsASource() {
    run();
    counter.countTo(9);

    assertThat(ingot("state", "show")).isEqualTo(ExitCode.DONE);

    List<String> lines = said().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).split(" {2,}"))
        .containsExactly(
            "bronze.ticks",
            "[start, 4)",
            "begun/counter/id = 0, hi/counter/id = 4",
            "0",
            "0",
            "0",
            "5",
            "4 of 4",
            "0",
            "-");
  }

  @Test
  void aSourceThatDoesNotAnswerIsAQuestionMarkAndANote() {
    run();
    counter.unplug();

    assertThat(ingot("state", "show", "--select", "bronze.ticks")).isEqualTo(ExitCode.DONE);

    assertThat(said()).containsPattern("bronze\\.ticks .* \\? ");
    assertThat(noted()).contains("ingot: bronze.ticks: The counter does not answer.");
  }

  @Test
  void aTableThatIsComputedShowsWhatItReadWhenSelected() {
    run();

    assertThat(ingot("state", "show", "--select", "silver.ticks", "--output", "json"))
        .isEqualTo(ExitCode.DONE);

    assertThat(json().at("/sources")).isEmpty();
    assertThat(json().at("/others/0/table").asText()).isEqualTo("silver.ticks");
    assertThat(json().at("/others/0/batch").asLong()).isEqualTo(-1);
  }

  @Test
  void aRewindIsOnlyShownUntilItIsAgreedTo() {
    run();
    String[] words = {
      "state", "rewind", "--select", "bronze.ticks", "--to", "1", "--why", "late rows"
    };

    assertThat(ingot(words)).isEqualTo(ExitCode.DONE);

    assertThat(said())
        .contains("Rows will be read once more:")
        .contains("silver.ticks appends, so it will hold the rows twice")
        .contains("Nothing was changed. Say --yes to do it.");
    assertThat(project.version("bronze.ticks")).isZero();

    assertThat(ingot(and(words, "--yes", "--who", "mary"))).isEqualTo(ExitCode.DONE);

    assertThat(said()).contains("Moved: bronze.ticks goes on there with generation 1");
    assertThat(ingot("state", "show", "--output", "json")).isEqualTo(ExitCode.DONE);
    JsonNode moved = json().at("/sources/0/moved");
    assertThat(moved.at("/who").asText()).isEqualTo("mary");
    assertThat(moved.at("/reason").asText()).isEqualTo("late rows");
    assertThat(json().at("/sources/0/behind").asText()).isEqualTo("3");

    assertThat(ingot(and(words, "--yes"))).isEqualTo(ExitCode.DONE);
    assertThat(said()).contains("Nothing to do: bronze.ticks is there already.");
    assertThat(project.version("bronze.ticks")).isEqualTo(1);
  }

  @Test
  void aMoveNeedsAReasonAPositionAndOneTableWithASource() {
    run();

    assertThat(ingot("state", "set", "--select", "bronze.ticks", "--to", "1"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("Say --why too");
    assertThat(ingot("state", "set", "--select", "bronze.ticks", "--why", "x"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("Say --to too");
    assertThat(ingot("state", "set", "--select", "bronze.ticks+", "--to", "1", "--why", "x"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("Cannot move 2 tables at once");
    assertThat(ingot("state", "set", "--select", "silver.ticks", "--to", "1", "--why", "x"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("silver.ticks");
    assertThat(ingot("state", "set", "--select", "bronze.ticks", "--to", "5", "--why", "x"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("at 4 only");
  }

  @Test
  void aGapIsReportedUntilABackfillHasClosedIt() {
    run();
    counter.countTo(9);
    ingot(
        "state",
        "set",
        "--select",
        "bronze.ticks",
        "--to",
        "7",
        "--why",
        "poison",
        "--yes",
        "--who",
        "mary");
    assertThat(said()).contains("Rows will be passed over");

    assertThat(ingot("state", "gaps")).isEqualTo(ExitCode.GAP);
    assertThat(said()).containsPattern("bronze\\.ticks +number +4 +7 +1 .* mary +poison +open");

    run();

    assertThat(
            ingot(
                "backfill",
                "--select",
                "bronze.ticks",
                "--from",
                "1970-01-01T00:00:04Z",
                "--to",
                "1970-01-01T01:00:07+01:00"))
        .isEqualTo(ExitCode.DONE);
    assertThat(said())
        .contains("stale now: silver.ticks")
        .contains("ingot run --project " + folder + " --env dev --select silver.ticks");

    assertThat(ingot("state", "gaps", "--output", "json")).isEqualTo(ExitCode.DONE);
    assertThat(json().at("/0/state").asText()).isEqualTo("CLOSED");
    assertThat(project.rows("bronze.ticks", "id")).hasSize(9);
  }

  @Test
  void aBackfillIsForSourcesAndForTimesThatCanBeRead() {
    assertThat(
            ingot(
                "backfill",
                "--select",
                "silver.ticks",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-02"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("Cannot backfill silver.ticks").contains("Select bronze.ticks");
    assertThat(
            ingot(
                "backfill",
                "--select",
                "bronze.ticks",
                "--from",
                "yesterday",
                "--to",
                "2026-01-02"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("Cannot read the time 'yesterday'");
    assertThat(ingot("backfill", "--from", "2026-01-01", "--to", "2026-01-02"))
        .isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("Say which tables");
  }

  @Test
  void theFirstOfTwoWordsAloneIsAskedAbout() {
    assertThat(ingot("state")).isEqualTo(ExitCode.PROJECT_WRONG);
    assertThat(noted()).contains("state show, state rewind, state set, state gaps");
  }

  private void run() {
    new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run(UUID.randomUUID().toString(), Set.of(TableName.of("bronze.ticks")));
  }

  private ExitCode ingot(String... words) {
    results.reset();
    notes.reset();
    Console console =
        Console.to(
            new PrintStream(results, true, StandardCharsets.UTF_8),
            new PrintStream(notes, true, StandardCharsets.UTF_8));
    return new Launcher(verbs(), console)
        .launch(words.length == 1 ? words : and(words, "--project", folder.toString()));
  }

  private List<Verb> verbs() {
    Stages stages = counter.stages();
    return List.of(
        new StateShowVerb(() -> stages),
        new StateMoveVerb(MoveKind.REWIND, () -> stages),
        new StateMoveVerb(MoveKind.SET, () -> stages),
        new StateGapsVerb(() -> stages),
        new BackfillVerb(() -> stages));
  }

  private static String[] and(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  private String said() {
    return results.toString(StandardCharsets.UTF_8);
  }

  private String noted() {
    return notes.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() {
    try {
      return new ObjectMapper().readTree(said());
    } catch (IOException e) {
      throw new AssertionError("No JSON: " + said(), e);
    }
  }
}
