package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
  private static final TableName TICKS = TableName.of("bronze.ticks");
  private static final Plan.Backfill SECOND_AND_THIRD =
      new Plan.Backfill(new Window.Numbers(Optional.of(1L), 3), "asked for by mary");

  @TempDir Path folder;
  private TestProject project;
  private Counter counter;

  @BeforeEach
  void makeProject() {
    project =
        TestProject.in(folder)
            .file("bronze/ticks.yml", Counter.TABLE)
            .file(
                "silver/ticks.yml",
                "from: bronze.ticks\ncolumns: {id: {type: bigint, key: true}}\nwrite: {mode: merge}\n")
            .file("gold/total.yml", "write: {mode: replace}\n")
            .file("gold/total.sql", "SELECT count(*) AS n FROM silver.ticks\n");
    counter = Counter.of(project, "bronze.ticks").countTo(4);
    run();
  }

  @Test
  void theWindowIsReadOnceMoreAndNoBoundMoves() {
    RunRecord record = backfill(1, 3);

    assertThat(record.exitCode()).isZero();
    assertThat(project.rows("bronze.ticks", "id", "_batch"))
        .containsExactly("[0,0]", "[1,0]", "[1,1]", "[2,0]", "[2,1]", "[3,0]");
    assertThat(state().bounds()).containsEntry("hi/counter/id", 4L);
    assertThat(BatchRecord.of(project.lake().table(TICKS), 0, 1).orElseThrow().plan())
        .isEqualTo(SECOND_AND_THIRD);
    assertThat(record.stages()).extracting(StageRecord::read).containsExactly(2L);
    assertThat(
            new Backfill(project.load(), project.lake(), counter.stages(), new TestRun())
                .stale(record))
        .containsExactly(TableName.of("silver.ticks"), TableName.of("gold.total"));

    counter.countTo(5);
    run();

    assertThat(project.rows("bronze.ticks", "id", "_batch")).hasSize(7).contains("[4,2]");
  }

  @Test
  void aBackfillThatLosesItsNumberTakesTheNextAndNothingIsLost() {
    Plan.Extract next =
        new Plan.Extract(new Window.Numbers(Optional.of(4L), 6), "counted on", false);
    counter.meanwhile(lost -> commit(lost, next));

    RunRecord record = backfill(1, 3);

    assertThat(record.exitCode()).isZero();
    assertThat(project.rows("bronze.ticks", "id", "_batch"))
        .containsExactly("[0,0]", "[1,0]", "[1,2]", "[2,0]", "[2,2]", "[3,0]", "[4,1]", "[5,1]");
    assertThat(state().bounds()).containsEntry("hi/counter/id", 6L);
  }

  @Test
  void aWindowThatAnotherRunTookAsItWasPlannedIsNotTakenTwice() {
    counter.meanwhile(planned -> commit(planned, planned.plan()));

    RunRecord record = backfill(1, 3);

    assertThat(record.exitCode()).isZero();
    assertThat(record.stages().get(0).reason()).isEqualTo("run faster took the window");
    assertThat(project.rows("bronze.ticks", "id")).hasSize(6);
  }

  @Test
  void aRunFinishesWhatAKilledBackfillHadPlanned() {
    writeAhead(SECOND_AND_THIRD);
    counter.countTo(5);

    run();

    assertThat(project.rows("bronze.ticks", "id", "_batch"))
        .containsExactly("[0,0]", "[1,0]", "[1,1]", "[2,0]", "[2,1]", "[3,0]", "[4,2]");
  }

  @Test
  void theSameBackfillAskedForAgainFinishesTheKilledOneOnly() {
    writeAhead(SECOND_AND_THIRD);

    backfill(1, 3);

    assertThat(project.rows("bronze.ticks", "id")).hasSize(6);
    assertThat(state().batch()).isEqualTo(1);
  }

  @Test
  void whatAnotherRunHadPlannedAndNotFinishedGoesFirst() {
    writeAhead(new Plan.Extract(new Window.Numbers(Optional.of(4L), 5), "counted on", false));
    counter.countTo(9);

    RunRecord record = backfill(1, 3);

    assertThat(record.stages().get(0).batches()).containsExactly(1L, 2L);
    assertThat(project.rows("bronze.ticks", "id", "_batch"))
        .contains("[4,1]", "[1,2]", "[2,2]")
        .hasSize(7);
    assertThat(state().bounds()).containsEntry("hi/counter/id", 5L);
  }

  @Test
  void whoeverLosesTenTimesGivesUpFenced() {
    for (int i = 0; i < 10; i++) {
      long lo = 4 + i;
      Window next = new Window.Numbers(Optional.of(lo), lo + 1);
      counter.meanwhile(lost -> commit(lost, new Plan.Extract(next, "counted on", false)));
    }

    assertThat(backfill(1, 3).exitCode()).isEqualTo(5);

    assertThat(project.rows("bronze.ticks", "id")).hasSize(14);
    assertThat(state().bounds()).containsEntry("hi/counter/id", 14L);
  }

  @Test
  void whatTheTableHasNotReachedIsRefused() {
    RunRecord record = backfill(1, 9);

    assertThat(record.exitCode()).isEqualTo(2);
    assertThat(record.stages().get(0).reason()).contains("not got that far");
    assertThat(state().version()).isZero();
  }

  @Test
  void aWindowHasToHoldSomeTime() {
    assertThatThrownBy(() -> request(3, 3))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("--to is not included");
  }

  private RunRecord backfill(long from, long to) {
    return new Backfill(
            project.load(), project.lake(), counter.stages(), new TestRun(), Duration.ofMillis(1))
        .run("backfill", Set.of(TICKS), request(from, to));
  }

  private static Backfill.Request request(long from, long to) {
    return new Backfill.Request(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), "mary");
  }

  private void run() {
    new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run(UUID.randomUUID().toString(), Set.of(TICKS));
  }

  /** As a run with another declaration, which has plans of its own, would commit the batch. */
  private void commit(Batch batch, Plan plan) {
    counter.run(project.context(), as("faster", batch.number(), plan));
  }

  private void writeAhead(Plan plan) {
    new Plans(project.lake()).writeAhead(as("killed", state().nextBatch(), plan));
  }

  private Batch as(String run, long number, Plan plan) {
    return new Batch(
        TICKS,
        0,
        number,
        plan,
        counter.table().definitionHash(),
        run,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private TableState state() {
    return project.lake().table(TICKS).state();
  }
}
