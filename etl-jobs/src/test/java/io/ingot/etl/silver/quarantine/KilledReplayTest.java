package io.ingot.etl.silver.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Failpoint;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Pick;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Tenure;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.FencedException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.QuarantineWork;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageContext;
import io.ingot.core.run.Stages;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.silver.SilverStage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KilledReplayTest {
  private static final TableName SILVER = TableName.of("silver.sales");
  private static final Pick ALL = Pick.all();

  @TempDir static Path before;
  @TempDir Path folder;
  private TestProject project;

  @BeforeAll
  static void refuseTwoRowsThatANewRuleTakesAndOneThatItDoesNot() {
    TestProject made =
        TestProject.in(before)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}")
            .file("silver/sales.yml", contract(10))
            .file("incoming/a.csv", "id,v\n1,50\n2,5\n3,6\n4,1\n");
    made.run();
    made.file("silver/sales.yml", contract(5));
  }

  private static String contract(int least) {
    return "from: bronze.sales\ncolumns: {id: {type: int, key: true}, v: {type: int, min: "
        + least
        + "}}\nwrite: {mode: merge}\n";
  }

  @ParameterizedTest
  @EnumSource(names = {"AFTER_PLAN", "AFTER_FILES", "AFTER_QUARANTINE", "AFTER_COMMIT"})
  void aReplayThatWasKilledIsFinishedByTheNextRunAndNotDoneTwice(Failpoint point) throws Exception {
    copy();
    kill(point);
    project.file("incoming/b.csv", "id,v\n7,70\n");

    // A run of everything finishes it, and the same order again finds it done.
    project.run();
    RunRecord again = replay();

    assertThat(again.stages().get(0).outcome()).isEqualTo("unchanged");
    requireReplayed("[7,70]");
  }

  @Test
  void aReplayThatStoppedHalfWayIsFinishedByTheSameOrderEvenWhenItsPlanIsLost() throws Exception {
    copy();
    kill(Failpoint.AFTER_QUARANTINE);
    project.lake().files().delete("plans");

    assertThat(replay().exitCode()).isEqualTo(4);

    requireReplayed();
  }

  @Test
  void ofTwoReplaysAtOnceOneIsFenced() throws Exception {
    copy();
    StageContext context = project.context();
    Batch one = planned(context);
    Batch other = planned(project.context());
    stage().run(context, one);

    assertThatThrownBy(() -> stage().run(project.context(), other))
        .isInstanceOf(FencedException.class);

    requireReplayed();
  }

  private void requireReplayed(String... more) {
    assertThat(project.rows("silver.sales", "id", "v"))
        .startsWith("[1,50]", "[2,5]", "[3,6]")
        .endsWith(more)
        .hasSize(3 + more.length);
    assertThat(project.rows("quarantine.sales", "id", "event", "batch"))
        .containsExactly(
            "[0-1,opened,0]",
            "[0-1,resolved,1]",
            "[0-2,opened,0]",
            "[0-2,resolved,1]",
            "[0-3,kept,1]",
            "[0-3,opened,0]");
    assertThat(project.lake().table(SILVER.quarantine()).state().bounds())
        .containsEntry("open", 1L);
  }

  private void copy() throws Exception {
    FileUtils.copyDirectory(before.toFile(), folder.toFile());
    project = TestProject.in(folder);
  }

  private void kill(Failpoint point) {
    StageContext context = project.context();
    Batch batch = context.plans().writeAhead(planned(context));
    switch (point) {
      case AFTER_PLAN -> {}
      case AFTER_FILES -> dies(context(context, List.of(new Deadly()), Tenure.unshared()), batch);
      case AFTER_QUARANTINE -> dies(context(context, List.of(), new Brief()), batch);
      default -> stage().run(context, batch);
    }
  }

  private void dies(StageContext context, Batch batch) {
    assertThatThrownBy(() -> stage().run(context, batch)).hasMessage("killed");
  }

  private static StageContext context(StageContext of, List<Gate> gates, Tenure tenure) {
    return new StageContext(of.project(), of.lake(), of.plans(), gates, tenure);
  }

  private Batch planned(StageContext context) {
    TableState state = context.lake().table(SILVER).state();
    Plan plan = stage().refused(context).replay(ALL, "mary");
    return new Batch(
        SILVER,
        state.generation(),
        state.nextBatch(),
        plan,
        stage().table().definitionHash(),
        UUID.randomUUID().toString(),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private SilverStage stage() {
    return new SilverStage((SilverTable) project.load().tables().get(SILVER));
  }

  private RunRecord replay() {
    return new QuarantineWork(project.load(), project.lake(), Stages.onClassPath(), new TestRun())
        .replay(UUID.randomUUID().toString(), Set.of(SILVER), ALL, "mary");
  }

  /** Ends the process once the files are written. */
  private record Deadly() implements Gate {
    @Override
    public List<Column> measures(StructType schema) {
      return List.of();
    }

    @Override
    public List<Verdict> judge(Evidence evidence) {
      throw new IllegalStateException("killed");
    }
  }

  /** Ends the process between the two commits. */
  private static final class Brief implements Tenure {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public void requireHeld() {
      if (asked.incrementAndGet() == 2) {
        throw new IllegalStateException("killed");
      }
    }
  }
}
