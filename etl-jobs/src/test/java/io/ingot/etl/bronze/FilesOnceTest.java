package io.ingot.etl.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesOnceTest {
  private static final String ORDERS = "bronze.orders";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareOrders() {
    project =
        TestProject.in(folder)
            .file("bronze/orders.yml", "source: {connection: drop, path: \"**.csv\", format: csv}");
  }

  @Test
  void everyFileIsTakenOnceAndAgainOnlyWhenItChanged() {
    project.file("incoming/a.csv", "id\n1\n").file("incoming/deep/b.csv", "id\n2\n");
    assertThat(project.run().counts(ORDERS).read()).isEqualTo(2);
    assertThat(project.rows(ORDERS, "id", "_batch", "_source.name", "_source.bytes"))
        .containsExactly("[1,0,a.csv,5]", "[2,0,deep/b.csv,5]");

    assertUnchanged("no new file matches **.csv");

    project.file("incoming/c.csv", "id\n3\n").file("incoming/a.csv", "id\n1\n11\n");
    assertThat(project.run().counts(ORDERS).read()).isEqualTo(3);
    assertThat(project.rows(ORDERS, "id", "_batch", "_source.name"))
        .containsExactly(
            "[1,0,a.csv]", "[1,1,a.csv]", "[11,1,a.csv]", "[2,0,deep/b.csv]", "[3,1,c.csv]");
  }

  @Test
  void aFileOfTheSameSizeAndAnotherTimeIsAnotherFile() throws IOException {
    project.file("incoming/a.csv", "id\n1\n");
    project.run();
    project.file("incoming/a.csv", "id\n2\n");
    Files.setLastModifiedTime(
        project.path("incoming/a.csv"), FileTime.from(Instant.parse("2026-03-01T10:00:00.123Z")));

    assertThat(project.run().published(ORDERS).batch().plan().reason()).isEqualTo("1 new file");
    assertThat(project.rows(ORDERS, "id", "_source.modified"))
        .hasSize(2)
        .contains("[2,2026-03-01 10:00:00.123]");
  }

  @Test
  void whatWasTakenIsToldByTheRowsWhenIngotsOwnFilesAreGone() {
    project.file("incoming/a.csv", "id\n1\n");
    project.run();
    project.file("incoming/b.csv", "id\n2\n");
    project.run();
    project.lake().files().delete("files");

    assertUnchanged("no new file matches **.csv");

    project.file("incoming/c.csv", "id\n3\n");
    project.lake().files().delete("files");
    assertThat(project.run().counts(ORDERS).read()).isEqualTo(1);
    assertUnchanged("no new file matches **.csv");
    assertThat(project.rows(ORDERS, "id")).containsExactly("[1]", "[2]", "[3]");
  }

  @Test
  void aFileThatWentOrChangedAfterItWasPlannedIsToldAndTheNextRunTakesWhatIsThere()
      throws IOException {
    project
        .file("incoming/gone.csv", "id\n1\n")
        .file("incoming/changed.csv", "id\n2\n")
        .file("incoming/same.csv", "id\n3\n");
    planAhead();
    Files.delete(project.path("incoming/gone.csv"));
    project.file("incoming/changed.csv", "id\n2\n22\n");

    TestRun interrupted = project.run();
    assertThat(interrupted.failure(ORDERS))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot read drop: changed or gone since they were planned: changed.csv, gone.csv. Run"
                + " again to take them as they are now.");
    assertThat(project.version(ORDERS)).isEqualTo(-1);

    project.run();
    assertThat(project.rows(ORDERS, "id")).containsExactlyInAnyOrder("[2]", "[22]", "[3]");
  }

  @Test
  void aRunTakesWhatAnEarlierOnePlannedAndThenNothingOfItAgain() {
    project.file("incoming/a.csv", "id\n1\n");
    planAhead();
    project.file("incoming/b.csv", "id\n2\n");

    assertThat(project.run().outcome(ORDERS).batches()).hasSize(2);
    assertThat(project.rows(ORDERS, "id", "_batch")).containsExactly("[1,0]", "[2,1]");
  }

  @Test
  void filesWithoutABytePassAndAreTakenOnceTheyHoldSomething() {
    project.file("incoming/a.csv", "");
    assertThat(project.run().outcome(ORDERS).reason())
        .isEqualTo("no new file matches **.csv; 1 passed over that is empty or hidden");

    project.file("incoming/a.csv", "id\n1\n");
    project.run();
    assertThat(project.rows(ORDERS, "id")).containsExactly("[1]");
  }

  @Test
  void hiddenFilesAreNotTakenAsReadSinceSparkWouldNotReadThem() {
    project
        .file("incoming/_writing.csv", "id\n1\n")
        .file("incoming/.part.csv", "id\n2\n")
        .file("incoming/_month=5.csv", "id\n3\n")
        .file("incoming/_folder/a.csv", "id\n4\n");

    project.run();
    assertThat(project.rows(ORDERS, "id", "_source.name"))
        .containsExactly("[3,_month=5.csv]", "[4,_folder/a.csv]");
    assertUnchanged("no new file matches **.csv; 2 passed over that are empty or hidden");
  }

  private void assertUnchanged(String reason) {
    long version = project.version(ORDERS);
    TestRun run = project.run();
    assertThat(run.outcome(ORDERS).word()).isEqualTo("unchanged");
    assertThat(run.outcome(ORDERS).reason()).isEqualTo(reason);
    assertThat(project.version(ORDERS)).isEqualTo(version);
  }

  /** Leaves the table as a run does that is killed once its plan is written. */
  private void planAhead() {
    StageContext context = project.context();
    Table table = context.project().tables().get(TableName.of(ORDERS));
    Plan plan = new BronzeStage((BronzeTable) table).plan(context);
    new Plans(context.lake())
        .writeAhead(
            new Batch(table.name(), 0, 0, plan, table.definitionHash(), "killed", Instant.EPOCH));
  }
}
