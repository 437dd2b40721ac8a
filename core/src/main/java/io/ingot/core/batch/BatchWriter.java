package io.ingot.core.batch;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.GateException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.LakeTable.CommittedBatch;
import io.ingot.core.lake.PendingCommit;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.Staging;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Publishes batches: the rows are written, counted and measured in one pass; the counts must add
 * up; the gates judge; what is held back is set aside; one commit makes the rest visible and moves
 * the table's progress; and then the log is asked whether that commit is ours. A fault before the
 * commit leaves the table as it was.
 */
public final class BatchWriter {
  private static final String READ = "_read";
  private static final String DUPLICATES = "_duplicates";
  private static final String QUARANTINED = "_quarantined";
  private static final String KEPT = "_kept";
  private static final Set<String> FATES = Set.of(READ, DUPLICATES, QUARANTINED);

  private final Lake lake;
  private final Plans plans;
  private final List<Gate> gates;
  private final Tenure tenure;

  /**
   * @param lake with a session that nothing else uses at this time
   * @param gates in the order in which their verdicts are told
   * @param tenure is asked right before each commit
   */
  public BatchWriter(Lake lake, Plans plans, List<Gate> gates, Tenure tenure) {
    this.lake = lake;
    this.plans = plans;
    this.gates = List.copyOf(gates);
    this.tenure = tenure;
  }

  /**
   * Publishes a batch that holds nothing back.
   *
   * @throws GateException when a check refuses it
   * @throws FencedException when another run committed the batch first, or holds the table now
   */
  public Published publish(Batch batch, Candidate candidate) {
    return publish(batch, candidate, SetAside.nothing());
  }

  /**
   * Publishes a batch.
   *
   * @param aside commits what is held back
   * @throws GateException when a check refuses it
   * @throws FencedException when another run committed the batch first, or holds the table now
   */
  public Published publish(Batch batch, Candidate candidate, SetAside aside) {
    Published published =
        candidate.entry() instanceof Candidate.Entry.Staged staged
            ? stageAndLand(batch, candidate, staged.landing(), aside)
            : writeAndCommit(
                batch, candidate, ((Candidate.Entry.Write) candidate.entry()).publication(), aside);
    Failpoint.AFTER_COMMIT.reach(batch.target());
    plans.forgetBefore(batch);
    return published;
  }

  private Published writeAndCommit(
      Batch batch, Candidate candidate, Publication publication, SetAside aside) {
    LakeTable table = lake.table(batch.target());
    try (Measuring all = Measuring.in(lake.spark());
        Measuring kept = Measuring.in(lake.spark())) {
      lake.words().doing(written(batch));
      Dataset<Row> rows =
          candidate.published(counted(candidate, all).filter(candidate.fates().kept()));
      PendingCommit pending =
          table.write(kept.over(rows, measures(rows.schema())), publication, candidate.layout());
      Judged judged =
          judge(
              batch,
              all.await(),
              kept.await(),
              rows.schema(),
              pending.rows(),
              () -> pending.read(lake.spark()));
      setAside(
          batch,
          aside,
          new Held(judged.counts(), () -> refused(candidate), () -> pending.read(lake.spark())));
      CommitMark mark = mark(batch, table, candidate, judged);
      lake.words().doing("commit the rows");
      committing(batch, () -> pending.commit(mark));
      return verified(batch, judged, pending.bytes());
    }
  }

  /**
   * Reads the rows once more; only where some are held back. Counting them keeps the condition from
   * being moved below what it is made of, where each of its parts would be computed again.
   */
  private static Dataset<Row> refused(Candidate candidate) {
    Candidate.Aside aside = candidate.aside();
    return aside
        .among()
        .observe("ingot-again-" + UUID.randomUUID(), functions.count(functions.lit(1)).as(READ))
        .filter(candidate.fates().quarantined())
        .select(aside.columns().toArray(Column[]::new));
  }

  private Published stageAndLand(
      Batch batch, Candidate candidate, Landing.From landing, SetAside aside) {
    LakeTable table = lake.table(batch.target());
    try (Staging staging = lake.staging(batch.target(), batch.number(), batch.run());
        Measuring all = Measuring.in(lake.spark());
        Measuring kept = Measuring.in(lake.spark())) {
      StagedRows rows = StagedRows.of(candidate, counted(candidate, all));
      lake.words().doing(staged(batch));
      kept.over(rows.toStage(), measures(rows.schema()))
          .write()
          .mode("overwrite")
          .parquet(staging.path());
      // A fresh session: the mark of a MERGE travels in its settings.
      Lake own = lake.inOwnSession();
      StagedRows staged = rows.from(own.spark(), staging.path());
      Map<String, Object> tally = all.await();
      Map<String, Object> observed = kept.await();
      lake.words().doing("count and measure the staged rows");
      // The measures were taken over all that was staged; what is held back may not count.
      boolean clean = (Long) tally.get(QUARANTINED) == 0;
      Map<String, Object> measures = clean ? observed : staged.measured(measures(rows.schema()));
      long inFiles = clean ? staged.kept().count() : (Long) measures.get(KEPT);
      Judged judged = judge(batch, tally, measures, rows.schema(), inFiles, staged::kept);
      setAside(batch, aside, new Held(judged.counts(), staged::refused, staged::kept));
      CommitMark mark = mark(batch, table, candidate, judged);
      tenure.requireHeld();
      lake.words().doing("bring the staged rows into the table");
      own.table(batch.target()).widen(staged.schema());
      long bytes = land(batch, own, landing.of(own, staged.kept()), candidate.layout(), mark);
      Published published = verified(batch, judged, bytes);
      staging.sweep();
      return published;
    }
  }

  private long land(Batch batch, Lake own, Landing landing, TableLayout layout, CommitMark mark) {
    LakeTable table = own.table(batch.target());
    if (landing instanceof Landing.Merge merge) {
      lake.words().doing("merge the staged rows by key");
      committing(batch, () -> table.merge(merge.rows(), merge.request(), mark));
      return 0;
    }
    if (landing instanceof Landing.Correct correct) {
      lake.words().doing("correct the rows that changed, by key");
      committing(batch, () -> table.correct(correct.rows(), correct.correction(), mark));
      return 0;
    }
    Landing.Write write = (Landing.Write) landing;
    lake.words().doing("write the staged rows");
    PendingCommit pending = table.write(write.rows(), write.publication(), layout);
    committing(batch, () -> pending.commit(mark));
    return pending.bytes();
  }

  private static String written(Batch batch) {
    String reads = batch.plan().reads();
    return switch (batch.target().layer()) {
      case BRONZE -> "extract " + reads + " and write its rows";
      case SILVER -> "classify and write the rows of " + reads;
      default -> "compute rows from " + reads + " and write them";
    };
  }

  private static String staged(Batch batch) {
    String reads = batch.plan().reads();
    return batch.target().layer() == Layer.SILVER
        ? "classify and stage the rows of " + reads
        : "compute rows from " + reads + " and stage them";
  }

  private static Dataset<Row> counted(Candidate candidate, Measuring all) {
    Candidate.Fates fates = candidate.fates();
    List<Column> tally = new ArrayList<>();
    tally.add(functions.count(functions.lit(1)).as(READ));
    tally.add(functions.count_if(fates.duplicate()).as(DUPLICATES));
    tally.add(functions.count_if(fates.quarantined()).as(QUARANTINED));
    tally.addAll(candidate.tally());
    return all.over(candidate.rows(), tally);
  }

  private List<Column> measures(StructType schema) {
    List<Column> measures = new ArrayList<>();
    measures.add(functions.count(functions.lit(1)).as(KEPT));
    Nulls.measure(schema).ifPresent(measures::add);
    gates.forEach(gate -> measures.addAll(gate.measures(schema)));
    return measures;
  }

  private Judged judge(
      Batch batch,
      Map<String, Object> tally,
      Map<String, Object> measures,
      StructType columns,
      long rowsInFiles,
      Supplier<Dataset<Row>> written) {
    Failpoint.AFTER_FILES.reach(batch.target());
    lake.words().doing("judge the rows by the checks");
    Counts counts =
        new Counts(
            (Long) tally.get(READ),
            rowsInFiles,
            (Long) tally.get(DUPLICATES),
            (Long) tally.get(QUARANTINED));
    counts.requireConserved(batch);
    Evidence evidence = new Evidence(counts, measures, tally, written, Optional.of(batch));
    List<Verdict> verdicts = gates.stream().flatMap(gate -> gate.judge(evidence).stream()).toList();
    List<Verdict> refusing =
        verdicts.stream().filter(verdict -> verdict.ruling() == Verdict.Ruling.REFUSED).toList();
    if (!refusing.isEmpty()) {
      throw new RefusedBatchException(
          refusal(batch, counts, refusing, Verdict::describe),
          refusal(batch, counts, refusing, Verdict::summary),
          verdicts);
    }
    Nulls nulls = Nulls.of(measures, columns, counts.written());
    return new Judged(counts, tallies(tally), verdicts, nulls);
  }

  /**
   * What a stage counted beside the rows' fates. Of names that only the rows tell it counts a map,
   * which becomes a tally {@code alias:name} each.
   */
  private static Map<String, Long> tallies(Map<String, Object> tally) {
    Map<String, Long> tallies = new TreeMap<>();
    tally.forEach(
        (name, counted) -> {
          if (counted instanceof Long rows && !FATES.contains(name)) {
            tallies.merge(name, rows, Long::sum);
          } else if (counted instanceof scala.collection.Map<?, ?> byName) {
            JavaConverters.mapAsJavaMap(byName)
                .forEach((key, rows) -> tallies.merge(name + ":" + key, (Long) rows, Long::sum));
          }
        });
    return tallies;
  }

  private static String refusal(
      Batch batch, Counts counts, List<Verdict> refusing, Function<Verdict, String> told) {
    return "Refused batch "
        + batch.number()
        + " of "
        + batch.target()
        + " ("
        + counts.read()
        + " rows); nothing was published. "
        + refusing.stream().map(told).collect(Collectors.joining("; "))
        + ". Mend the data or the rule, and run again.";
  }

  private void setAside(Batch batch, SetAside aside, Held held) {
    tenure.requireHeld();
    lake.words().doing("set refused rows aside in the quarantine");
    aside.commit(held);
    Failpoint.AFTER_QUARANTINE.reach(batch.target());
  }

  private static CommitMark mark(Batch batch, LakeTable table, Candidate candidate, Judged judged) {
    return new CommitMark(
        table.writer(batch.generation()),
        batch.number(),
        candidate.bounds(),
        Json.write(
            new BatchRecord(
                batch.run(),
                batch.number(),
                batch.at(),
                batch.definition(),
                batch.plan(),
                judged.counts(),
                judged.tallies(),
                judged.verdicts(),
                judged.nulls())));
  }

  /** A store can keep a commit and lose its answer; then the commit counts and not the error. */
  private void committing(Batch batch, Runnable commit) {
    tenure.requireHeld();
    try {
      commit.run();
    } catch (RuntimeException e) {
      if (owner(batch).filter(batch.run()::equals).isEmpty()) {
        throw e;
      }
    }
  }

  /**
   * Delta returns normally from a write that it skipped; only the log tells whether the batch is
   * there and whose it is.
   */
  private Published verified(Batch batch, Judged judged, long bytes) {
    lake.words().doing("look whether the commit is in the table's log");
    Optional<CommittedBatch> there =
        lake.table(batch.target()).committed(batch.generation(), batch.number());
    String owner =
        there
            .flatMap(BatchRecord::in)
            .map(BatchRecord::run)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Batch "
                            + batch.number()
                            + " of "
                            + batch.target()
                            + " is not in the log after its commit. Run again: nothing is lost."));
    if (!owner.equals(batch.run())) {
      throw new FencedException(
          "Batch "
              + batch.number()
              + " of "
              + batch.target()
              + " was committed by run "
              + owner
              + ", not by this one ("
              + batch.run()
              + "). This run changed nothing; run again.");
    }
    long version = there.orElseThrow().version();
    return new Published(
        batch,
        judged.counts(),
        judged.tallies(),
        judged.verdicts(),
        judged.nulls(),
        version,
        bytes);
  }

  private Optional<String> owner(Batch batch) {
    return BatchRecord.of(lake.table(batch.target()), batch.generation(), batch.number())
        .map(BatchRecord::run);
  }

  private record Judged(
      Counts counts, Map<String, Long> tallies, List<Verdict> verdicts, Nulls nulls) {}

  /** Commits what a batch holds back. */
  @FunctionalInterface
  public interface SetAside {
    /** Called once a batch, after the gates agreed and before the table's own commit. */
    void commit(Held held);

    /** For tables that hold nothing back. */
    static SetAside nothing() {
      return held -> {};
    }
  }

  /**
   * The rows of a batch that is about to be committed.
   *
   * @param refused the rows that are held back, by the columns of {@link Candidate.Aside}
   * @param kept the rows that will be published, by the table's columns
   */
  public record Held(Counts counts, Supplier<Dataset<Row>> refused, Supplier<Dataset<Row>> kept) {
    public Held {
      Objects.requireNonNull(counts, "counts");
      Objects.requireNonNull(refused, "refused");
      Objects.requireNonNull(kept, "kept");
    }
  }
}
