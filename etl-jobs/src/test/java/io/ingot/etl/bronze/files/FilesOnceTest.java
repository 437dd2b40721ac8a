package io.ingot.etl.bronze.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.StageContext;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.etl.bronze.BronzeStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;
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
            .file(
                "bronze/orders.yml",
                "source: {connection: drop, path: \"**.csv\", format: csv, settle: 0s, changed:"
                    + " again}");
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

  /** Row 44 of the table of bad input: the same content by another name. */
  @Test
  void aFileThatWasDeliveredByAnotherNameIsTakenOnceWhereTheSourceSaysSo() {
    String declared =
        "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s, copies: %s}";
    project.file("bronze/orders.yml", declared.formatted("skip"));
    project
        .file("incoming/a.csv", "id\n1\n")
        .file("incoming/b.csv", "id\n2\n")
        .file("incoming/b_again.csv", "id\n2\n");
    assertThat(project.run().published(ORDERS).tallies()).containsEntry("copied_files", 1L);
    assertThat(project.rows(ORDERS, "id", "_source.name"))
        .containsExactly("[1,a.csv]", "[2,b.csv]");

    project.file("incoming/c.csv", "id\n1\n").file("incoming/d.csv", "id\n4\n");
    assertThat(project.run().published(ORDERS).tallies()).containsEntry("copied_files", 1L);
    assertThat(project.rows(ORDERS, "id", "_source.name"))
        .containsExactly("[1,a.csv]", "[2,b.csv]", "[4,d.csv]");
    assertUnchanged("no new file matches *.csv");

    project.file("bronze/orders.yml", declared.formatted("load"));
    project.file("incoming/e.csv", "id\n4\n");
    project.run();
    assertThat(project.rows(ORDERS, "id", "_source.name")).contains("[4,d.csv]", "[4,e.csv]");
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
  void aFileThatIsReplacedWhileItIsReadIsNoticed() {
    project.file("incoming/a.csv", "id\n1\n");
    StageContext context = project.context();
    StageContext replacing =
        new StageContext(
            context.project(),
            context.lake(),
            context.plans(),
            List.of(new Meanwhile(() -> project.file("incoming/a.csv", "id\n1\n2\n"))),
            context.tenure());
    Table table = stage(context).table();
    Batch batch =
        new Batch(
            table.name(),
            0,
            0,
            stage(context).plan(context),
            table.definitionHash(),
            "run",
            Instant.EPOCH);

    assertThatThrownBy(() -> stage(context).run(replacing, batch))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("changed or gone since they were planned: a.csv");
    assertThat(project.version(ORDERS)).isEqualTo(-1);
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
        .isEqualTo("no new file matches **.csv; 1 empty file is not read: a.csv");

    project.file("incoming/a.csv", "id\n1\n");
    project.run();
    assertThat(project.rows(ORDERS, "id")).containsExactly("[1]");
  }

  @Test
  void hiddenAndEmptyFilesAreToldByNameAndCounted() {
    project
        .file("incoming/_writing.csv", "id\n1\n")
        .file("incoming/.part.csv", "id\n2\n")
        .file("incoming/_month=5.csv", "id\n3\n")
        .file("incoming/_temporary/a.csv", "id\n4\n")
        .file("incoming/_z.csv", "id\n5\n")
        .file("incoming/none.csv", "");

    TestRun run = project.run();

    String told =
        "; 4 hidden files are not read: .part.csv, _temporary/a.csv, _writing.csv and 1 more; 1"
            + " empty file is not read: none.csv";
    assertThat(run.published(ORDERS).batch().plan().reason()).isEqualTo("1 new file" + told);
    assertThat(run.published(ORDERS).tallies())
        .containsExactlyInAnyOrderEntriesOf(Map.of("hidden_files", 4L, "empty_files", 1L));
    assertThat(project.rows(ORDERS, "id", "_source.name")).containsExactly("[3,_month=5.csv]");
    assertUnchanged("no new file matches **.csv" + told);
  }

  @Test
  void aFileWaitsUntilItWasLeftAloneForAsLongAsDeclared() throws IOException {
    declare("settle: 1h");
    write("old.csv", "id\n1\n", Duration.ofHours(-2));
    write("growing.csv", "id\n2\n", Duration.ofMinutes(-59));
    write("future.csv", "id\n3\n", Duration.ofHours(5));

    TestRun run = project.run();
    assertThat(run.published(ORDERS).batch().plan().reason())
        .isEqualTo("1 new file; 2 files wait to settle");
    assertThat(project.rows(ORDERS, "id")).containsExactly("[1]");
    assertUnchanged("no new file matches **.csv; 2 files wait to settle");

    write("growing.csv", "id\n2\n22\n", Duration.ofMinutes(-61));
    project.run();
    assertThat(project.rows(ORDERS, "id")).containsExactly("[1]", "[22]", "[2]");
  }

  @Test
  void aFileThatChangedAfterItWasTakenStopsTheTableUnlessDeclared() throws IOException {
    declare("settle: 0s");
    write("a.csv", "id\n1\n", Duration.ofHours(-2));
    project.run();
    write("a.csv", "id\n1\n11\n", Duration.ofHours(-1));
    write("b.csv", "id\n2\n", Duration.ofHours(-1));

    assertThat(project.run().failure(ORDERS))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("Cannot take drop/a.csv: it was taken with 5 bytes of ")
        .hasMessageContaining(", and has 8 bytes of ")
        .hasMessageContaining("Give new data a name of its own; or declare 'changed: again'");
    assertThat(project.rows(ORDERS, "id")).containsExactly("[1]");

    declare("settle: 0s, changed: again");
    project.run();
    assertThat(project.rows(ORDERS, "id")).containsExactly("[11]", "[1]", "[1]", "[2]");
  }

  @Test
  void aMovedTableTakesFilesOfThatTimeAndLaterOnceAgain() throws IOException {
    write("a.csv", "id\n1\n", Instant.parse("2026-03-01T00:00:00Z"));
    write("b.csv", "id\n2\n", Instant.parse("2026-03-02T00:00:00Z"));
    project.run();
    write("c.csv", "id\n3\n", Instant.parse("2026-02-01T00:00:00Z"));
    StageContext context = project.context();
    assertThat(stage(context).behind(context)).isEqualTo("1 file, 5 bytes");

    move(context, stage(context).boundsAt(context, "2026-03-02"));

    assertThat(stage(context).behind(context)).isEqualTo("2 files, 10 bytes");
    project.run();
    assertThat(project.rows(ORDERS, "id", "_batch"))
        .containsExactly("[1,0]", "[2,0]", "[2,2]", "[3,2]");
    assertUnchanged("no new file matches **.csv");
    project.lake().files().delete("files");
    assertUnchanged("no new file matches **.csv");
  }

  @Test
  void aTableIsMovedToATimeThatHasBeen() throws IOException {
    write("a.csv", "id\n1\n", Instant.parse("2026-03-01T00:00:00Z"));
    project.run();
    StageContext context = project.context();

    assertThat(stage(context).boundsAt(context, "2026-03-01T12:00:00+02:00"))
        .containsOnly(
            Map.entry("again_from", 1_772_359_200_000_000L), Map.entry("again_after_batch", 1L));
    assertThatThrownBy(() -> stage(context).boundsAt(context, "2199-01-01"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("in the future");
    assertThatThrownBy(() -> stage(context).boundsAt(context, "0:12"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("it is no time. Write 2026-03-01 or 2026-03-01T10:00:00Z");
  }

  @Test
  void aClosedWindowHoldsWhatIsMissing() throws IOException {
    Instant may = Instant.parse("2026-05-01T00:00:00Z");
    Instant june = Instant.parse("2026-06-01T00:00:00Z");
    write("a.csv", "id\n1\n", may);
    project.run();
    write("late.csv", "id\n2\n", may.plusSeconds(1));
    write("june.csv", "id\n3\n", june);
    StageContext context = project.context();

    assertThat(((Window.Files) stage(context).closed(context, may, june)).files())
        .containsExactly(new SourceFile("late.csv", 5, may.plusSeconds(1)));
    assertThatThrownBy(() -> stage(context).closed(context, may, may.plusSeconds(1)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("was taken whole");
  }

  private void declare(String more) {
    project.file(
        "bronze/orders.yml",
        "source: {connection: drop, path: \"**.csv\", format: csv, " + more + "}");
  }

  private void write(String name, String text, Duration fromNow) throws IOException {
    write(name, text, Instant.now().plus(fromNow));
  }

  private void write(String name, String text, Instant modified) throws IOException {
    project.file("incoming/" + name, text);
    Files.setLastModifiedTime(project.path("incoming/" + name), FileTime.from(modified));
  }

  private static BronzeStage stage(StageContext context) {
    return new BronzeStage((BronzeTable) context.project().tables().get(TableName.of(ORDERS)));
  }

  /** As a person's move does: a batch without rows that begins a generation. */
  private static void move(StageContext context, Map<String, Long> bounds) {
    LakeTable table = context.lake().table(TableName.of(ORDERS));
    TableState state = table.state();
    table.mark(
        new CommitMark(
            table.writer(state.generation() + 1),
            state.nextBatch(),
            bounds,
            Json.write(
                new BatchRecord(
                    "moved",
                    state.nextBatch(),
                    Instant.EPOCH,
                    "definition",
                    new Plan.Move("there", "Ann", "why", List.of()),
                    Counts.none(),
                    Map.of(),
                    List.of()))),
        state);
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
    Table table = stage(context).table();
    Plan plan = stage(context).plan(context);
    new Plans(context.lake())
        .writeAhead(
            new Batch(table.name(), 0, 0, plan, table.definitionHash(), "killed", Instant.EPOCH));
  }

  /** Does something once the source was asked and before its rows are read. */
  private record Meanwhile(Runnable deed) implements Gate {
    @Override
    public List<Column> measures(StructType schema) {
      deed.run();
      return List.of();
    }

    @Override
    public List<Verdict> judge(Evidence evidence) {
      return List.of();
    }
  }
}
