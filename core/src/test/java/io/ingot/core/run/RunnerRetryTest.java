package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sources whose names say how they behave: {@code flaky} ones fail twice, {@code dead} ones always.
 */
class RunnerRetryTest {
  private static final String SOURCE = "source: {connection: drop, path: '*.csv', format: csv}\n";

  @TempDir Path folder;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final Map<TableName, AtomicInteger> asked = new ConcurrentHashMap<>();
  private TestProject project;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(folder);
  }

  @Test
  void aSourceThatFailsTwiceGivesEachRowOnceAndTheRecordSaysSo() {
    declare("flaky", "retry: {attempts: 3, pause: 20ms}");

    StageRecord stage = run().stages().get(0);

    assertThat(stage.outcome()).isEqualTo("published");
    assertThat(stage.attempts()).isEqualTo(3);
    assertThat(stage.reason()).isEqualTo("new rows (attempt 3)");
    assertThat(stage.batches()).containsExactly(0L);
    assertThat(project.rows("bronze.flaky", "id")).containsExactly("[1]");
    assertThat(told)
        .containsExactly(
            "bronze.flaky retries after 1: no connection",
            "bronze.flaky retries after 2: no connection",
            "bronze.flaky published");
  }

  @Test
  void tablesThatWaitHoldUpNobody() {
    for (int i = 1; i <= 4; i++) {
      declare("flaky_idle_" + i, "retry: {attempts: 3, pause: 400ms}");
    }
    declare("steady", "");

    RunRecord record = run();

    assertThat(record.exitCode()).isZero();
    assertThat(told.stream().filter(line -> !line.contains("retries")).findFirst())
        .contains("bronze.steady unchanged");
  }

  @Test
  void aSourceThatFailsOnceTooOftenHasFailed() {
    declare("dead", "retry: {attempts: 2, pause: 10ms}");

    StageRecord stage = run().stages().get(0);

    assertThat(stage.outcome()).isEqualTo("failed");
    assertThat(stage.attempts()).isEqualTo(2);
    assertThat(stage.reason()).isEqualTo("no connection (attempt 2)");
  }

  @Test
  void whatWillFailAgainIsNotTriedAgain() {
    declare("dead_lasting", "retry: {attempts: 5, pause: 10ms}");
    declare("dead", "retry: {attempts: 5, pause: 10ms, passing: [timeout, busy]}");

    assertThat(run().stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.outcome()).isEqualTo("failed");
              assertThat(stage.attempts()).isEqualTo(1);
              assertThat(stage.reason()).isEqualTo("no connection");
            });
  }

  @Test
  void aTableThatIsComputedIsTriedAgainAsTheProjectSays() {
    retryAll("{attempts: 3, pause: 20ms}");
    declare("steady", "");
    project.file("silver/flaky_broken.yml", "from: bronze.steady\ncolumns: {id: {type: int}}\n");

    StageRecord stage = run().stages().get(1);

    assertThat(stage.outcome()).isEqualTo("published");
    assertThat(stage.attempts()).isEqualTo(3);
    assertThat(stage.batches()).containsExactly(0L);
    assertThat(project.rows("silver.flaky_broken", "id")).containsExactly("[1]");
  }

  @Test
  void whatATableSaysGoesBeforeWhatTheProjectSays() {
    retryAll("{attempts: 1}");
    declare("flaky_as_the_project_says", "");
    declare("flaky_on_its_own", "retry: {attempts: 3, pause: 20ms}");

    assertThat(run().stages()).extracting(StageRecord::attempts).containsExactly(1, 3);
  }

  private void retryAll(String how) {
    project.file(
        "ingot.yml",
        """
        name: test
        lake: lake
        retry: %s
        connections:
          drop: {type: files, root: incoming}
        """
            .formatted(how));
  }

  private void declare(String table, String retry) {
    project.file("bronze/" + table + ".yml", SOURCE + retry + "\n");
  }

  private RunRecord run() {
    Project declared = project.load();
    Stages stages = new Stages(List.of(table -> Optional.of(new Named(table))), List.of());
    return new Runner(declared, project.lake(), stages, new Told())
        .run("run-a", declared.tables().keySet());
  }

  private final class Named implements Stage {
    private final Table table;

    Named(Table table) {
      this.table = table;
    }

    @Override
    public Table table() {
      return table;
    }

    @Override
    public Plan plan(StageContext context) {
      if (is("steady")) {
        return new Plan.NothingToDo("nothing is new");
      }
      if (is("idle")) {
        ask();
        return new Plan.NothingToDo("nothing is new");
      }
      return new Plan.Rebuild(Map.of(), "new rows");
    }

    @Override
    public Published run(StageContext context, Batch batch) {
      ask();
      return context
          .writer()
          .publish(
              batch,
              Candidate.whole(
                  Lakes.rows(context.lake(), "id", "(1)"),
                  new Publication.Append(),
                  new TableLayout(List.of(), List.of(), Map.of()),
                  Map.of()));
    }

    private void ask() {
      int before =
          asked.computeIfAbsent(table.name(), name -> new AtomicInteger()).getAndIncrement();
      if (is("broken") && before < 2) {
        throw new UncheckedIOException(new SocketException("Connection reset"));
      }
      if (is("dead") || before < 2) {
        Fault fault = is("lasting") ? Fault.LASTING : Fault.CONNECTION;
        throw new SourceException(fault, "no connection to 'secret'", "no connection", null);
      }
    }

    private boolean is(String word) {
      return table.name().name().contains(word);
    }
  }

  private final class Told implements Progress {
    @Override
    public void started(TableName table, Plan plan) {
      // How it ends is enough.
    }

    @Override
    public void retrying(TableName table, int attempt, Duration pause, String why) {
      told.add(table + " retries after " + attempt + ": " + why);
    }

    @Override
    public void ended(TableName table, Outcome outcome, Duration took) {
      told.add(table + " " + outcome.word());
    }
  }
}
