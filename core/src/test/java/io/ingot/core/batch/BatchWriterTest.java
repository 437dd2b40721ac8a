package io.ingot.core.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.GateException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.Unconserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("what is set aside goes to the tests, and not to a quarantine")
class BatchWriterTest {
  private static final String TABLE = "silver.orders";
  private static final TableLayout LAYOUT =
      new TableLayout(List.of(), List.of("id"), Map.of("delta.enableChangeDataFeed", "true"));

  @TempDir Path folder;
  private Lake lake;
  private LakeTable table;

  @BeforeEach
  void openLake() {
    lake = Lakes.in(folder);
    table = lake.table(TableName.of(TABLE));
  }

  @Test
  void rowsProgressAndRecordAreInOneCommit() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)", "(2, 'b', 7)"));

    assertThat(Lakes.texts(lake, TABLE, "id", "name")).containsExactly("[1,a]", "[2,b]");
    assertThat(table.state().version()).isZero();
    assertThat(table.state().batch()).isZero();
    assertThat(table.state().bounds()).containsEntry("hi", 42L);
    BatchRecord record = Json.read(table.committed(0, 0).orElseThrow().record(), BatchRecord.class);
    assertThat(record.run()).isEqualTo("run-a");
    assertThat(record.counts()).isEqualTo(new Counts(2, 2, 0, 0));
  }

  @Test
  void rowsAreCountedWhereverTheyWent() {
    Dataset<Row> rows =
        Lakes.rows(lake, "id, fate", "(1, 'good')", "(2, 'twin')", "(3, 'bad')", "(4, 'good')");
    List<Counts> aside = new ArrayList<>();

    Published published =
        writer()
            .publish(
                Lakes.batch(TABLE, 0, "run-a"),
                fated(rows, append()),
                held -> aside.add(held.counts()));

    assertThat(published.counts()).isEqualTo(new Counts(4, 2, 1, 1));
    assertThat(aside).containsExactly(new Counts(4, 2, 1, 1));
    assertThat(Lakes.texts(lake, TABLE, "id")).containsExactly("[1]", "[4]");
  }

  @Test
  void aStagedBatchFeedsItsTableAndWhatIsSetAsideAndChecksSeeTheKeptRowsOnly() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));
    Dataset<Row> rows =
        Lakes.rows(
            lake,
            "id, name, amount, fate",
            "(2, 'b', 7, 'good')",
            "(3, 'c', 70, 'bad')",
            "(3, 'c', 2, 'twin')",
            "(1, 'd', 1, 'good')");
    List<String> aside = new ArrayList<>();
    Candidate staged =
        fated(
            rows,
            new Candidate.Entry.Staged(
                (own, kept) -> new Landing.Write(kept, new Publication.Append())));

    Published published =
        writer(new SumBelow(10))
            .publish(
                Lakes.batch(TABLE, 1, "run-b"),
                staged,
                held -> held.refused().get().collectAsList().forEach(row -> aside.add(row + "")));

    assertThat(published.counts()).isEqualTo(new Counts(4, 2, 1, 1));
    assertThat(aside).containsExactly("[bad]");
    assertThat(Lakes.texts(lake, TABLE, "id", "name")).containsExactly("[1,a]", "[1,d]", "[2,b]");
  }

  @Test
  void aBatchWhoseCountsDoNotAddUpIsNotCommitted() {
    Dataset<Row> rows = Lakes.rows(lake, "id, fate", "(1, 'good')", "(2, 'good')");
    Column second = col("id").gt(1);
    Candidate leaking =
        new Candidate(
            rows,
            new Candidate.Fates(second, second),
            List.of(),
            List.of(),
            Candidate.Aside.nothing(rows),
            append(),
            LAYOUT,
            Map.of());

    assertThatThrownBy(() -> writer().publish(Lakes.batch(TABLE, 0, "run-a"), leaking))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("read 2 rows, but written 1");
    assertThat(table.state().exists()).isFalse();
  }

  @Test
  void aRefusedBatchLeavesTheTableAsItWas() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));

    assertThatThrownBy(
            () ->
                writer(new SumBelow(10))
                    .publish(Lakes.batch(TABLE, 1, "run-b"), appended("(2, 'b', 70)")))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("sum below 10: measured 70");
    assertThat(table.state().version()).isZero();
    assertThat(Lakes.texts(lake, TABLE, "id")).containsExactly("[1]");
  }

  @Test
  void aRefusedBatchSetsNothingAside() {
    Dataset<Row> rows = Lakes.rows(lake, "id, amount, fate", "(1, 70, 'good')", "(2, 1, 'bad')");
    List<Counts> aside = new ArrayList<>();

    assertThatThrownBy(
            () ->
                writer(new SumBelow(10))
                    .publish(
                        Lakes.batch(TABLE, 0, "run-a"),
                        fated(rows, append()),
                        held -> aside.add(held.counts())))
        .isInstanceOf(GateException.class);
    assertThat(aside).isEmpty();
  }

  @Test
  void aPlanOfATableThatWasDeletedIsForgottenWithTheFirstBatchOfItsSuccessor() {
    Plans plans = new Plans(lake);
    Batch former = Lakes.batch(TABLE, 1, "run-a");
    plans.writeAhead(former);
    Batch first = plans.writeAhead(Lakes.batch(TABLE, 0, "run-b"));

    writer().publish(first, appended("(1, 'a', 5)"));

    TableState state = lake.table(first.target()).state();
    assertThat(plans.planned(first.target(), state, former.definition())).isEmpty();
    assertThat(plans.kept(first.target(), 0, 0)).contains(first.plan());
  }

  @Test
  void aNumberThatIsTakenFencesTheSecondRun() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));

    assertThatThrownBy(
            () -> writer().publish(Lakes.batch(TABLE, 0, "run-b"), appended("(2, 'b', 7)")))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("batch 0 is there already");
    assertThat(Lakes.texts(lake, TABLE, "id")).containsExactly("[1]");
  }

  @Test
  void aCommitBetweenWriteAndCommitFencesTheFirstRun() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));
    Dataset<Row> rows = Lakes.rows(lake, "id, name, amount", "(3, 'c', 1)");
    var slow = table.write(rows, new Publication.Append(), LAYOUT);
    writer().publish(Lakes.batch(TABLE, 1, "run-b"), appended("(2, 'b', 7)"));

    assertThatThrownBy(() -> slow.commit(new CommitMark(table.writer(0), 1, Map.of(), "{}")))
        .isInstanceOf(FencedException.class);
    assertThat(Lakes.texts(lake, TABLE, "id")).containsExactly("[1]", "[2]");
  }

  @Test
  void aTableThatWasLostIsNotCommittedAndNothingIsSetAside() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));
    Dataset<Row> rows =
        Lakes.rows(lake, "id, name, amount, fate", "(2, 'b', 7, 'kept')", "(3, 'c', 7, 'bad')");
    List<Counts> aside = new ArrayList<>();

    assertThatThrownBy(
            () ->
                lostAfter(0)
                    .publish(
                        Lakes.batch(TABLE, 1, "run-b"),
                        fated(rows, append()),
                        held -> aside.add(held.counts())))
        .isInstanceOf(FencedException.class);
    assertThat(aside).isEmpty();
    assertThatThrownBy(
            () -> lostAfter(0).publish(Lakes.batch(TABLE, 1, "run-b"), merged("(1, 'b', 6)")))
        .isInstanceOf(FencedException.class);
    assertThat(Lakes.texts(lake, TABLE, "id", "name")).containsExactly("[1,a]");
  }

  @Test
  void aTableThatWasLostWhileRowsWereSetAsideIsNotCommitted() {
    Dataset<Row> rows =
        Lakes.rows(lake, "id, name, amount, fate", "(2, 'b', 7, 'kept')", "(3, 'c', 7, 'bad')");
    List<Counts> aside = new ArrayList<>();

    assertThatThrownBy(
            () ->
                lostAfter(1)
                    .publish(
                        Lakes.batch(TABLE, 0, "run-a"),
                        fated(rows, append()),
                        held -> aside.add(held.counts())))
        .isInstanceOf(FencedException.class);
    assertThat(aside).hasSize(1);
    assertThat(table.state().exists()).isFalse();
  }

  @Test
  void aMergeThatDeltaSkipsSilentlyIsNoticed() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));
    writer().publish(Lakes.batch(TABLE, 1, "run-b"), merged("(1, 'b', 6)"));

    assertThatThrownBy(
            () -> writer().publish(Lakes.batch(TABLE, 1, "run-c"), merged("(1, 'c', 7)")))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("was committed by run run-b");
    assertThat(Lakes.texts(lake, TABLE, "id", "name")).containsExactly("[1,b]");
  }

  @Test
  void aMergeKeepsTheNewerRowAndAddsTheUnknownOne() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)", "(2, 'b', 5)"));

    Published published =
        writer()
            .publish(
                Lakes.batch(TABLE, 1, "run-b"),
                merged("(1, 'newer', 6)", "(2, 'older', 4)", "(3, 'new', 1)"));

    assertThat(Lakes.texts(lake, TABLE, "id", "name"))
        .containsExactly("[1,newer]", "[2,b]", "[3,new]");
    assertThat(published.counts().written()).isEqualTo(3);
    assertThat(table.state().batch()).isEqualTo(1);
  }

  @Test
  void aMergeLeavesNothingStagedOfItsOwnNorOfARunThatWasKilled() throws IOException {
    Path staging = folder.resolve("lake/_ingot/staging/silver.orders");
    Path killed = Files.createDirectories(staging.resolve("0-run-0"));
    Path another = Files.createDirectories(staging.resolve("1-run-0"));
    Path next = Files.createDirectories(staging.resolve("2-run-c"));
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));

    assertThatThrownBy(
            () ->
                writer(new SumBelow(10))
                    .publish(Lakes.batch(TABLE, 1, "run-b"), merged("(1, 'b', 60)")))
        .isInstanceOf(GateException.class);
    assertThat(staging).isDirectoryNotContaining("glob:**/1-run-b");
    assertThat(another).exists();

    writer().publish(Lakes.batch(TABLE, 1, "run-b"), merged("(1, 'b', 6)"));
    assertThat(staging).isDirectoryNotContaining("glob:**/1-run-b");
    assertThat(killed).doesNotExist();
    assertThat(another).doesNotExist();
    assertThat(next).exists();
  }

  @Test
  void partitionsAreReplacedAndOthersStay() {
    TableLayout byDay = new TableLayout(List.of("day"), List.of("id"), Map.of());
    Dataset<Row> first = Lakes.rows(lake, "id, day", "(1, 'mon')", "(2, 'tue')");
    Dataset<Row> again = Lakes.rows(lake, "id, day", "(3, 'tue')");
    writer()
        .publish(
            Lakes.batch(TABLE, 0, "run-a"),
            Candidate.whole(first, new Publication.ReplaceAll(), byDay, Map.of()));
    writer()
        .publish(
            Lakes.batch(TABLE, 1, "run-b"),
            Candidate.whole(
                again, new Publication.ReplacePartitions("day IN ('tue')"), byDay, Map.of()));

    assertThat(Lakes.texts(lake, TABLE, "id", "day")).containsExactly("[1,mon]", "[3,tue]");
  }

  @Test
  void anEmptyBatchStillMovesTheProgress() {
    writer().publish(Lakes.batch(TABLE, 0, "run-a"), appended("(1, 'a', 5)"));
    Candidate nothing =
        Candidate.whole(
            Lakes.rows(lake, "id, name, amount", "(1, 'a', 5)").filter(col("id").gt(1)),
            new Publication.Append(),
            LAYOUT,
            Map.of("hi", 43L));

    Published published = writer().publish(Lakes.batch(TABLE, 1, "run-b"), nothing);

    assertThat(published.counts()).isEqualTo(Counts.none());
    assertThat(table.state().batch()).isEqualTo(1);
    assertThat(table.state().bounds()).containsEntry("hi", 43L);
  }

  private BatchWriter writer(Gate... gates) {
    return new BatchWriter(lake, new Plans(lake), List.of(gates), Tenure.unshared());
  }

  /** A writer whose run holds the table when it is asked the first times, and then no more. */
  private BatchWriter lostAfter(int times) {
    AtomicInteger left = new AtomicInteger(times);
    Tenure tenure =
        () -> {
          if (left.getAndDecrement() <= 0) {
            throw new FencedException("lost");
          }
        };
    return new BatchWriter(lake, new Plans(lake), List.of(), tenure);
  }

  private Candidate appended(String... values) {
    return Candidate.whole(
        Lakes.rows(lake, "id, name, amount", values),
        new Publication.Append(),
        LAYOUT,
        Map.of("hi", 42L));
  }

  private Candidate merged(String... values) {
    Dataset<Row> rows = Lakes.rows(lake, "id, name, amount", values);
    return new Candidate(
        rows,
        Candidate.Fates.allKept(),
        List.of(),
        List.of(),
        Candidate.Aside.nothing(rows),
        new Candidate.Entry.Staged(
            (own, staged) ->
                new Landing.Merge(
                    staged,
                    new MergeRequest(
                        List.of("id"), List.of("amount"), List.of("name", "amount"), List.of()))),
        LAYOUT,
        Map.of());
  }

  private static Candidate fated(Dataset<Row> rows, Candidate.Entry entry) {
    return new Candidate(
        rows,
        new Candidate.Fates(col("fate").equalTo("twin"), col("fate").equalTo("bad")),
        List.of(),
        named(rows),
        new Candidate.Aside(List.of(col("fate")), rows),
        entry,
        LAYOUT,
        Map.of());
  }

  private static List<Column> named(Dataset<Row> rows) {
    return Arrays.stream(rows.drop("fate").columns()).map(functions::col).toList();
  }

  private static Candidate.Entry append() {
    return new Candidate.Entry.Write(new Publication.Append());
  }

  /** Refuses batches whose amounts add up to too much. */
  private record SumBelow(long limit) implements Gate {
    @Override
    public List<Column> measures(StructType schema) {
      return List.of(sum("amount").as("total"));
    }

    @Override
    public List<Verdict> judge(Evidence evidence) {
      long total = ((Number) evidence.measures().get("total")).longValue();
      return List.of(
          Verdict.of(
              "sum below " + limit,
              total < limit ? Verdict.Ruling.PASSED : Verdict.Ruling.REFUSED,
              String.valueOf(total)));
    }
  }
}
