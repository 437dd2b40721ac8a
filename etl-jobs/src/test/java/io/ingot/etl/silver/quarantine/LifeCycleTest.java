package io.ingot.etl.silver.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Pick;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import io.ingot.core.run.QuarantineWork;
import io.ingot.core.run.RefusedRow;
import io.ingot.core.run.RefusedSummary;
import io.ingot.core.run.RefusedSummary.Fates;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import io.ingot.core.run.Stages;
import io.ingot.core.run.TableStatus;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.TestRun;
import io.ingot.core.testkit.Unconserved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeCycleTest {
  private static final String SILVER = "silver.sales";
  private static final String QUARANTINE = "quarantine.sales";
  private static final String COLUMNS =
      "from: bronze.sales\ncolumns:\n  id: {type: int, key: true}\n";

  @TempDir Path folder;
  private TestProject project;

  @BeforeEach
  void declareBronze() {
    project =
        TestProject.in(folder)
            .file(
                "bronze/sales.yml",
                "source: {connection: drop, path: \"*.csv\", format: csv, settle: 0s}");
  }

  @Test
  void aRefusedRowIsOpenUntilItIsResolvedCorrectedOrWaivedAndTheCountsReconcileAllAlong() {
    declare("min: 10");
    project
        .file("gold/total.yml", "write: {mode: replace}")
        .file("gold/total.sql", "SELECT count(*) AS sales FROM silver.sales")
        .file("incoming/a.csv", "id,v\n1,50\n2,5\n3,x\n4,7\n5,1\n5,6\n");
    assertThat(project.run().counts(SILVER)).isEqualTo(new Counts(6, 1, 0, 5));
    assertThat(fates()).isEqualTo(new Fates(5, 0, 0, 0, 0));
    assertThat(
            project.rows(QUARANTINE, "id", "event", "state", "from_table", "stage", "key", "table"))
        .containsExactly(
            "[0-1,opened,open,bronze.sales,silver,{\"id\":2},silver.sales]",
            "[0-2,opened,open,bronze.sales,silver,{\"id\":3},silver.sales]",
            "[0-3,opened,open,bronze.sales,silver,{\"id\":4},silver.sales]",
            "[0-4,opened,open,bronze.sales,silver,{\"id\":5},silver.sales]",
            "[0-5,opened,open,bronze.sales,silver,{\"id\":5},silver.sales]");

    declare("min: 5");
    RunRecord replayed = replay(Pick.all());
    assertThat(stage(replayed).counts()).isEqualTo(new Counts(5, 3, 0, 2));
    assertThat(replayed.exitCode()).isEqualTo(4);
    assertThat(work().stale(replayed)).containsExactly(TableName.of("gold.total"));
    assertThat(project.rows(SILVER, "id", "v", "_batch"))
        .containsExactly("[1,50,0]", "[2,5,0]", "[4,7,0]", "[5,6,0]");
    assertThat(fates()).isEqualTo(new Fates(2, 3, 0, 0, 0));

    declare("min: 5, max: 99", "reject: {fail: 99%}");
    // All of it was refused before, so no share of it is too large.
    RunRecord one = replay(new Pick(List.of("MIN"), List.of("v"), List.of(0L), List.of("0-4")));
    assertThat(one.exitCode()).isEqualTo(4);
    assertThat(stage(one).counts()).isEqualTo(new Counts(1, 0, 0, 1));
    replay(Pick.all());
    assertThat(project.rows(QUARANTINE, "event")).filteredOn("[kept]"::equals).hasSize(5);

    long version = project.version(SILVER);
    RunRecord again = replay(Pick.all());
    assertThat(again.exitCode()).isZero();
    assertThat(again.stages().get(0).reason()).contains("judged by these rules already");
    assertThat(replay(new Pick(List.of("MAX"), List.of(), List.of(), List.of())).stages())
        .extracting(StageRecord::reason)
        .containsExactly("no such row is open");
    assertThat(project.version(SILVER)).isEqualTo(version);

    project.file("incoming/b.csv", "id,v\n3,30\n6,\n7,2\n");
    TestRun run = project.run();
    assertThat(run.counts(SILVER)).isEqualTo(new Counts(3, 2, 0, 1));
    assertThat(fates()).isEqualTo(new Fates(2, 3, 1, 0, 0));
    assertThat(project.rows("gold.total", "sales")).containsExactly("[6]");
    assertThat(states())
        .containsExactly(
            "0-1 resolved",
            "0-2 corrected",
            "0-3 resolved",
            "0-4 open",
            "0-5 resolved",
            "4-1 open");

    RunRecord waived =
        work()
            .waive(
                id(),
                Set.of(TableName.of(SILVER)),
                new Pick(List.of(), List.of(), List.of(0L), List.of()),
                "mary",
                "a test sale");
    assertThat(waived.exitCode()).isZero();
    assertThat(fates()).isEqualTo(new Fates(1, 3, 1, 1, 0));
    RefusedRow row = rows(new Pick(List.of(), List.of(), List.of(), List.of("0-4"))).get(0);
    assertThat(row.state()).isEqualTo("waived");
    assertThat(row.end().orElseThrow().who()).contains("mary");
    assertThat(row.end().orElseThrow().reason()).contains("a test sale");
    assertThat(row.broken()).containsExactly(new RefusedRow.Broken("MIN", "v", Optional.of("1")));
    assertThat(TableStatus.of(TableName.of(SILVER), project.lake()).quarantined()).isEqualTo(1);

    project.file("incoming/c.csv", "id,v\n8,80\n");
    assertThat(project.run().counts(SILVER)).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(project.rows(SILVER, "id"))
        .containsExactly("[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[8]");
    assertThat(project.run().outcome(SILVER).reason()).isEqualTo("up to date");
  }

  @Test
  void aReplayOfAnOlderRowDoesNotTakeTheKeyBackAndOneOfAReferenceThatCameIsResolved() {
    project
        .file(
            "bronze/shop.yml", "source: {connection: drop, path: s/*.csv, format: csv, settle: 0s}")
        .file("silver/shop.yml", "from: bronze.shop\ncolumns: {shop: {type: int, key: true}}")
        .file(
            "silver/sales.yml",
            COLUMNS
                + "  v: {type: int}\n  shop: {type: int, ref: silver.shop.shop}\n"
                + "write: {mode: merge}\n")
        .file("incoming/s/a.csv", "shop\n1\n")
        .file("incoming/a.csv", "id,v,shop\n1,1,9\n2,1,9\n3,1,8\n");
    project.run();
    assertThat(fates()).isEqualTo(new Fates(3, 0, 0, 0, 0));
    // The key comes again by a row that is refused too, and then by a good one of an older time.
    project.file("incoming/s/b.csv", "shop\n9\n");
    project.run("bronze.shop", "silver.shop");

    RunRecord replayed =
        replay(new Pick(List.of("REFERENCE"), List.of(), List.of(), List.of("0-1")));

    assertThat(stage(replayed).counts()).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(replayed.exitCode()).isZero();
    assertThat(project.rows(SILVER, "id", "v")).containsExactly("[1,1]");
    assertThat(fates()).isEqualTo(new Fates(2, 1, 0, 0, 0));

    // Two deliveries in one batch: of key 2 the later one is good, of key 4 it is the refused one.
    project.file("incoming/b.csv", "id,v,shop\n4,1,1\n5,1,7\n");
    project.run("bronze.sales");
    project.file("incoming/c.csv", "id,v,shop\n4,2,8\n5,2,9\n2,2,1\n");
    project.run();
    assertThat(project.rows(SILVER, "id", "v")).containsExactly("[1,1]", "[2,2]", "[4,1]", "[5,2]");
    assertThat(states())
        .containsExactly("0-1 resolved", "0-2 corrected", "0-3 open", "2-1 corrected", "2-2 open");

    project.file("incoming/s/c.csv", "shop\n8\n7\n").file("incoming/d.csv", "id,v,shop\n4,3,7\n");
    project.run("bronze.shop", "silver.shop");
    project.run("bronze.sales", SILVER);
    assertThat(project.rows(SILVER, "id", "v")).contains("[4,3]");
    assertThat(states()).contains("2-2 corrected", "0-3 open");
  }

  @Test
  void aMergeKeepsTheNewerRowOfAKeyWhenAnOlderOneIsReplayed() {
    declare("max: 3");
    project.file("incoming/a.csv", "id,v\n1,9\n2,1\n");
    project.run();
    // Only the key's opening is kept open: what comes next has its own, newer, open row.
    project.file("incoming/b.csv", "id,v\n1,8\n");
    project.run();
    declare("max: 8");
    replay(new Pick(List.of(), List.of(), List.of(1L), List.of()));
    assertThat(project.rows(SILVER, "id", "v", "_batch")).containsExactly("[1,8,1]", "[2,1,0]");

    declare("max: 9");
    RunRecord older = replay(Pick.all());

    assertThat(stage(older).counts()).isEqualTo(new Counts(1, 1, 0, 0));
    assertThat(project.rows(SILVER, "id", "v", "_batch")).containsExactly("[1,8,1]", "[2,1,0]");
    assertThat(fates()).isEqualTo(new Fates(0, 2, 0, 0, 0));
  }

  @Test
  void ofSeveralReplayedRowsOfAKeyTheLatestWinsAndAllAreResolved() {
    declare("max: 3");
    project.file("incoming/a.csv", "id,v\n1,5\n");
    project.run();
    project.file("incoming/b.csv", "id,v\n1,6\n2,1\n");
    project.run();
    declare("max: 9");

    assertThat(stage(replay(Pick.all())).counts()).isEqualTo(new Counts(2, 1, 1, 0));

    assertThat(project.rows(SILVER, "id", "v")).containsExactly("[1,6]", "[2,1]");
    assertThat(fates()).isEqualTo(new Fates(0, 2, 0, 0, 0));
  }

  @Test
  @Unconserved("the quarantine is made by hand, as it was before it told events")
  void whatWasRefusedBeforeRowsHadALifeIsOpenAndCanBeWaived() {
    declare("min: 10");
    project.file("incoming/a.csv", "id,v\n1,5\n1,5\n2,50\n");
    project.run();
    forgetLife();
    assertThat(fates()).isEqualTo(new Fates(2, 0, 0, 0, 0));
    assertThat(TableStatus.of(TableName.of(SILVER), project.lake()).quarantined()).isEqualTo(2);
    assertThat(replay(Pick.all()).stages().get(0).reason()).isEqualTo("no such row is open");

    project.file("incoming/b.csv", "id,v\n3,5\n");
    project.run();
    assertThat(fates()).isEqualTo(new Fates(3, 0, 0, 0, 0));
    work().waive(id(), Set.of(TableName.of(SILVER)), Pick.all(), "mary", "old");

    assertThat(fates()).isEqualTo(new Fates(0, 0, 0, 3, 0));
  }

  @Test
  void aNewSnapshotSupersedesWhatTheLastOneHadRefusedAndTakesNoReplay() {
    project
        .file("silver/sales.yml", COLUMNS + "write: {mode: replace}\n")
        .file("incoming/a.csv", "id\n1\nx\ny\n");
    project.run();
    assertThat(fates()).isEqualTo(new Fates(2, 0, 0, 0, 0));
    project.file("incoming/b.csv", "id\n1\nz\n");
    project.run();
    assertThat(fates()).isEqualTo(new Fates(1, 0, 0, 0, 2));
    assertThat(states()).containsExactly("0-1 superseded", "0-2 superseded", "1-1 open");

    assertThat(replay(Pick.all()).stages().get(0))
        .satisfies(stage -> assertThat(stage.outcome()).isEqualTo("failed"))
        .satisfies(
            stage ->
                assertThat(stage.reason())
                    .contains("Cannot replay into silver.sales: its write mode is replace"));
    assertThatThrownBy(
            () -> work().replay(id(), Set.of(TableName.of("bronze.sales")), Pick.all(), "mary"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Select a silver table");
  }

  @Test
  void aClosedRowIsForgottenOnceItIsOldAndItsCountIsNot() {
    project.file(
        "silver/sales.yml",
        COLUMNS + "  v: {type: int, min: 10}\nwrite: {mode: merge}\nquarantine: {keep: 0s}\n");
    project.file("incoming/a.csv", "id,v\n1,5\n2,6\n");
    project.run();
    assertThat(project.rows(QUARANTINE, "id", "raw IS NULL"))
        .containsExactly("[0-1,false]", "[0-2,false]");
    project.file("incoming/b.csv", "id,v\n1,50\n");
    project.run();
    // It was done today already.
    assertThat(project.rows(QUARANTINE, "id", "raw IS NULL", "event"))
        .containsExactly("[0-1,false,opened]", "[0-1,true,corrected]", "[0-2,false,opened]");
    project.lake().files().delete("quarantine");
    project.file("incoming/c.csv", "id,v\n3,3\n");

    project.run();

    assertThat(
            project.rows(
                QUARANTINE,
                "id",
                "event",
                "raw",
                "row IS NULL",
                "key",
                "errors.rule",
                "errors.value",
                "source.name"))
        .contains("[0-1,opened,null,true,null,WrappedArray(MIN),WrappedArray(null),a.csv]")
        .anyMatch(row -> row.startsWith("[0-2,opened,{\"id\":\"2\",\"v\":\"6\"},false,{\"id\":2}"))
        .anyMatch(row -> row.startsWith("[2-1,opened,{\"id\":\"3\""));
    assertThat(fates()).isEqualTo(new Fates(2, 0, 1, 0, 0));
    assertThat(project.run().outcome(SILVER).reason()).isEqualTo("up to date");
  }

  private void declare(String rule, String... more) {
    project.file(
        "silver/sales.yml",
        COLUMNS
            + "  v: {type: int, "
            + rule
            + "}\nwrite: {mode: merge}\n"
            + String.join("\n", more));
  }

  /** Leaves the quarantine as an Ingot did that kept no life of rows. */
  private void forgetLife() {
    String path = project.lake().table(TableName.of(QUARANTINE)).path();
    var session = project.lake().spark();
    var old =
        session
            .read()
            .format("delta")
            .load(path)
            .select(
                "errors",
                "raw",
                "source",
                "bronze_batch",
                "extracted_at",
                "table",
                "batch",
                "definition",
                "run",
                "first_seen");
    var rows = session.createDataFrame(old.collectAsList(), old.schema());
    project.delete(QUARANTINE);
    session.conf().set("spark.databricks.delta.write.txnAppId", "ingot/dev/quarantine.sales#0");
    session.conf().set("spark.databricks.delta.write.txnVersion", "0");
    try {
      rows.write().format("delta").save(path);
    } finally {
      session.conf().unset("spark.databricks.delta.write.txnAppId");
      session.conf().unset("spark.databricks.delta.write.txnVersion");
    }
  }

  private QuarantineWork work() {
    return new QuarantineWork(project.load(), project.lake(), Stages.onClassPath(), new TestRun());
  }

  private RunRecord replay(Pick pick) {
    return work().replay(id(), Set.of(TableName.of(SILVER)), pick, "mary");
  }

  private static Told stage(RunRecord record) {
    assertThat(record.stages()).hasSize(1);
    StageRecord stage = record.stages().get(0);
    return new Told(
        new Counts(stage.read(), stage.written(), stage.duplicates(), stage.quarantined()));
  }

  private record Told(Counts counts) {}

  private Fates fates() {
    RefusedSummary summary = work().summaries(List.of(TableName.of(SILVER))).get(0);
    assertThat(summary.reconciles()).isTrue();
    assertThat(TableStatus.of(TableName.of(SILVER), project.lake()).quarantined())
        .isEqualTo(summary.fates().open());
    return summary.fates();
  }

  private List<String> states() {
    return rows(Pick.all()).stream().map(row -> row.id() + " " + row.state()).sorted().toList();
  }

  private List<RefusedRow> rows(Pick pick) {
    return work().rows(TableName.of(SILVER), pick, 100);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
