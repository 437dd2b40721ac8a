package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Table;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedOrderTest {
  private static final String COLUMNS = "from: bronze.a\ncolumns: {id: {type: int, key: true}}\n";

  @TempDir Path folder;
  private final List<String> begun = new CopyOnWriteArrayList<>();

  @Test
  void aTableWaitsForThoseThatItIsJudgedByAndIsRunWhenTheyFail() {
    TestProject project =
        TestProject.in(folder)
            .file("bronze/a.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
            .file("silver/a.yml", COLUMNS + "checks: [{relates: id, to: silver.slow.id}]\n")
            .file("silver/slow.yml", COLUMNS);
    Stages stages = new Stages(List.of(table -> Optional.of(new Idle(table))), List.of());

    RunRecord record =
        new Runner(project.load(), project.lake(), stages, new TestRun())
            .run("run-a", project.load().tables().keySet());

    assertThat(begun)
        .containsExactly("bronze.a", "silver.slow begins", "silver.slow fails", "silver.a");
    assertThat(record.stages())
        .extracting(stage -> stage.table() + " " + stage.outcome())
        .containsExactly("bronze.a unchanged", "silver.slow failed", "silver.a unchanged");
  }

  /** Has nothing to do; one that is slow finds that out late, and then fails. */
  private final class Idle implements Stage {
    private final Table table;

    Idle(Table table) {
      this.table = table;
    }

    @Override
    public Table table() {
      return table;
    }

    @Override
    public Plan plan(StageContext context) {
      if (table.name().name().equals("slow")) {
        begun.add(table.name() + " begins");
        pause();
        begun.add(table.name() + " fails");
        throw new ProjectException("It is broken.");
      }
      begun.add(table.name().toString());
      return new Plan.NothingToDo("nothing is new");
    }

    @Override
    public Published run(StageContext context, Batch batch) {
      throw new AssertionError("There was nothing to do.");
    }

    private void pause() {
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
