package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Counter;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownPlanTest {
  private static final TableName TICKS = TableName.of("bronze.ticks");

  @TempDir Path folder;
  private TestProject project;
  private Counter counter;

  @BeforeEach
  void makeProject() {
    project = TestProject.in(folder).file("bronze/ticks.yml", Counter.TABLE);
    counter = Counter.of(project, "bronze.ticks").countTo(4);
  }

  @Test
  void theWindowThatWasShownIsTakenThoughTheSourceGrew() {
    ShownPlan shown = shown();
    counter.countTo(9);

    shown.requireStillTrue(counter.stages());
    TestRun run = run(shown, "run-a");

    assertThat(run.counts("bronze.ticks").written()).isEqualTo(4);
    assertThat(project.rows("bronze.ticks", "id")).containsExactly("[0]", "[1]", "[2]", "[3]");
  }

  @Test
  void aTableThatWentOnAfterTheFirstLookIsNotTouched() {
    ShownPlan shown = shown();
    shown.requireStillTrue(counter.stages());
    new Runner(project.load(), project.lake(), counter.stages(), new TestRun())
        .run("run-b", Set.of(TICKS));
    counter.countTo(9);

    assertThatThrownBy(() -> shown.requireStillTrue(counter.stages()))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("bronze.ticks was not there and is at version 0 with batch 0");
    TestRun late = run(shown, "run-c");

    assertThat(late.outcome("bronze.ticks").exitCode()).isEqualTo(ExitCode.FENCED);
    assertThat(late.outcome("bronze.ticks").reason())
        .contains("bronze.ticks is at version 0 with batch 0 now");
    assertThat(project.version("bronze.ticks")).isZero();
  }

  @Test
  void aLongerWindowThatAnotherRunLeftBehindIsNotTaken() {
    ShownPlan shown = shown();
    counter.countTo(9);
    Window longer = new Window.Numbers(Optional.empty(), 9);
    project
        .context()
        .plans()
        .writeAhead(
            new Batch(
                TICKS,
                0,
                0,
                new Plan.Extract(longer, "counted on", false),
                project.load().tables().get(TICKS).definitionHash(),
                "run-b",
                Instant.parse("2026-01-01T00:00:00Z")));

    TestRun run = run(shown, "run-c");

    assertThat(run.outcome("bronze.ticks").exitCode()).isEqualTo(ExitCode.FENCED);
    assertThat(run.outcome("bronze.ticks").reason()).contains("a run before left");
    assertThat(project.version("bronze.ticks")).isEqualTo(-1);
  }

  @Test
  void aFileThatIsNoPlanIsToldAsSuch() {
    assertThatThrownBy(() -> RunPlan.read("{\"stages\": 7}", "plan.json", project.load()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("plan.json")
        .hasMessageContaining("ingot plan --out");
  }

  /** As its file would be read. */
  private ShownPlan shown() {
    RunPlan made =
        new Planner(project.load(), project.lake(), counter.stages())
            .plan(RunRequest.of(Set.of(TICKS)));
    return new ShownPlan(
        RunPlan.read(made.text(), "plan.json", project.load()), project.load(), project.lake());
  }

  private TestRun run(ShownPlan shown, String run) {
    TestRun told = new TestRun();
    new Runner(project.load(), project.lake(), shown.stages(counter.stages(), run), told)
        .run(run, Set.of(TICKS));
    return told;
  }
}
