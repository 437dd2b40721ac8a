package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.PendingCommit;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoverTest {
  private static final TableName TICKS = TableName.of("bronze.ticks");

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
            .file("silver/log.yml", "from: bronze.ticks\ncolumns: {id: {type: bigint}}\n");
    counter = Counter.of(project, "bronze.ticks").countTo(3);
  }

  @Test
  void aRewindReadsAgainInANewGenerationWhoseBatchNumbersGoOn() {
    run();
    PlannedMove move = mover().plan(TICKS, "1", MoveKind.REWIND);

    mover().carryOut(move, "mary", "a row came late", "move-1");

    assertThat(state().generation()).isEqualTo(1);
    assertThat(state().batch()).isEqualTo(1);
    assertThat(state().bounds()).isEqualTo(Map.of("hi/counter/id", 1L, "begun/counter/id", 0L));
    BatchRecord record = BatchRecord.of(project.lake().table(TICKS), 1, 1).orElseThrow();
    assertThat(record.plan())
        .isEqualTo(
            new Plan.Move(
                "1",
                "mary",
                "a row came late",
                List.of(new Plan.Move.Step("hi/counter/id", Optional.of(3L), 1))));
    assertThat(record.run()).isEqualTo("move-1");

    run();

    assertThat(project.rows("bronze.ticks", "id", "_batch"))
        .containsExactly("[0,0]", "[1,0]", "[1,2]", "[2,0]", "[2,2]");
    assertThat(state().bounds()).containsEntry("hi/counter/id", 3L);
  }

  @Test
  void planningAMoveChangesNothingAndTellsWhatIsTouched() {
    run();

    PlannedMove move = mover().plan(TICKS, "1", MoveKind.REWIND);

    assertThat(state().version()).isZero();
    assertThat(move.steps())
        .containsExactly(
            new PlannedMove.Step(
                "hi/counter/id", Optional.of("3"), "1", PlannedMove.Direction.BACK));
    assertThat(move.effects())
        .extracting(effect -> effect.table() + " " + effect.effect())
        .containsExactly(
            "bronze.ticks keeps every row that is read, so it may hold rows twice",
            "silver.log appends, so it will hold the rows twice",
            "silver.ticks merges by key, so it will hold no row twice");
  }

  @Test
  void onlySetGoesForward() {
    run();
    counter.countTo(9);

    assertThatThrownBy(() -> mover().plan(TICKS, "5", MoveKind.REWIND))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot rewind bronze.ticks to 5: it is at 3 only");
    assertThat(mover().plan(TICKS, "5", MoveKind.SET).goes(PlannedMove.Direction.FORWARD)).isTrue();
  }

  @Test
  void theFutureIsRefused() {
    run();

    assertThatThrownBy(() -> mover().plan(TICKS, "4", MoveKind.SET))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("at 3 only");
  }

  @Test
  void aTableWithoutBatchesAndOneWithoutSourceAreNotMoved() {
    assertThatThrownBy(() -> mover().plan(TICKS, "0", MoveKind.SET))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("it has no batch yet");
    assertThatThrownBy(() -> mover().plan(TableName.of("silver.log"), "0", MoveKind.SET))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("reads no source");
  }

  @Test
  void aBatchThatWasBegunBeforeTheMoveIsFencedAndWritesNothing() {
    run();
    counter
        .countTo(6)
        .meanwhile(
            batch ->
                mover().carryOut(mover().plan(TICKS, "1", MoveKind.SET), "mary", "why", "move-1"));

    RunRecord record = run();

    assertThat(record.exitCode()).isEqualTo(5);
    assertThat(record.stages().get(0).reason()).contains("progress was moved meanwhile");
    assertThat(project.rows("bronze.ticks", "id")).containsExactly("[0]", "[1]", "[2]");
    assertThat(state().bounds()).containsEntry("hi/counter/id", 1L);
  }

  @Test
  void aBatchWhoseFilesWereWrittenBeforeTheMoveIsFencedToo() {
    run();
    LakeTable table = project.lake().table(TICKS);
    PendingCommit begun =
        table.write(
            project.lake().spark().range(7, 8).toDF("id"),
            new Publication.Append(),
            new TableLayout(List.of(), List.of(), Map.of()));
    mover().carryOut(mover().plan(TICKS, "1", MoveKind.SET), "mary", "why", "move-1");

    CommitMark mark = new CommitMark(table.writer(0), 1, Map.of("hi/counter/id", 8L), "{}");
    assertThatThrownBy(() -> begun.commit(mark)).isInstanceOf(FencedException.class);
    assertThat(project.rows("bronze.ticks", "id")).containsExactly("[0]", "[1]", "[2]");
    assertThat(state().bounds()).containsEntry("hi/counter/id", 1L);
  }

  @Test
  void aMoveWhoseTableWentOnIsFenced() {
    run();
    PlannedMove move = mover().plan(TICKS, "1", MoveKind.REWIND);
    counter.countTo(4);
    run();

    assertThatThrownBy(() -> mover().carryOut(move, "mary", "why", "move-1"))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("from version 0 to 1");
    assertThat(state().generation()).isZero();
  }

  @Test
  void aMarkMadeFromAnOlderVersionIsFenced() {
    run();
    TableState before = state();
    counter.countTo(4);
    run();

    assertThatThrownBy(
            () ->
                project
                    .lake()
                    .table(TICKS)
                    .mark(
                        new CommitMark(
                            project.lake().table(TICKS).writer(1), 1, before.bounds(), "{}"),
                        before))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("from version 0 to 1");
    assertThat(state().generation()).isZero();
  }

  private RunRecord run() {
    return new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run(UUID.randomUUID().toString(), Set.of(TICKS));
  }

  private Mover mover() {
    return new Mover(project.load(), project.lake(), counter.stages());
  }

  private TableState state() {
    return project.lake().table(TICKS).state();
  }
}
