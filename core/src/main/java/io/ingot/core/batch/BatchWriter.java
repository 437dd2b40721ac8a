package io.ingot.core.batch;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.GateException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.MergeRequest;
import io.ingot.core.lake.PendingCommit;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.Staging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

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
    return publish(batch, candidate, counts -> {});
  }

  /**
   * Publishes a batch.
   *
   * @param aside commits the rows that are held back; called after the gates agreed and before the
   *     table's own commit
   * @throws GateException when a check refuses it
   * @throws FencedException when another run committed the batch first, or holds the table now
   */
  public Published publish(Batch batch, Candidate candidate, SetAside aside) {
    Published published =
        candidate.entry() instanceof Candidate.Entry.Merge merge
            ? stageAndMerge(batch, candidate, merge.request(), aside)
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
      Dataset<Row> rows = measured(candidate, all, kept);
      PendingCommit pending = table.write(rows, publication, candidate.layout());
      Judged judged =
          judge(batch, all.await(), kept.await(), pending.rows(), () -> pending.read(lake.spark()));
      setAside(batch, judged, aside);
      CommitMark mark = mark(batch, table, candidate, judged);
      committing(batch, () -> pending.commit(mark));
      return verified(batch, judged, pending.bytes());
    }
  }

  private Published stageAndMerge(
      Batch batch, Candidate candidate, MergeRequest request, SetAside aside) {
    LakeTable table = lake.table(batch.target());
    try (Staging staging = lake.staging(batch.target(), batch.number(), batch.run());
        Measuring all = Measuring.in(lake.spark());
        Measuring kept = Measuring.in(lake.spark())) {
      Dataset<Row> rows = measured(candidate, all, kept);
      rows.write().mode("overwrite").parquet(staging.path());
      // A fresh session: the mark of a MERGE travels in its settings.
      Lake merging = lake.inOwnSession();
      Dataset<Row> staged = merging.spark().read().schema(rows.schema()).parquet(staging.path());
      Judged judged = judge(batch, all.await(), kept.await(), staged.count(), () -> staged);
      setAside(batch, judged, aside);
      CommitMark mark = mark(batch, table, candidate, judged);
      committing(batch, () -> merging.table(batch.target()).merge(staged, request, mark));
      Published published = verified(batch, judged, 0);
      staging.sweep();
      return published;
    }
  }

  private Dataset<Row> measured(Candidate candidate, Measuring all, Measuring kept) {
    Candidate.Fates fates = candidate.fates();
    List<Column> tally = new ArrayList<>();
    tally.add(functions.count(functions.lit(1)).as(READ));
    tally.add(functions.count_if(fates.duplicate()).as(DUPLICATES));
    tally.add(functions.count_if(fates.quarantined()).as(QUARANTINED));
    tally.addAll(candidate.tally());
    Dataset<Row> rows =
        candidate
            .published()
            .apply(all.over(candidate.rows(), tally).filter(candidate.fates().kept()));
    List<Column> measures = new ArrayList<>();
    measures.add(functions.count(functions.lit(1)).as(KEPT));
    gates.forEach(gate -> measures.addAll(gate.measures(rows.schema())));
    return kept.over(rows, measures);
  }

  private Judged judge(
      Batch batch,
      Map<String, Object> tally,
      Map<String, Object> measures,
      long rowsInFiles,
      Supplier<Dataset<Row>> written) {
    Failpoint.AFTER_FILES.reach(batch.target());
    Counts counts =
        new Counts(
            (Long) tally.get(READ),
            rowsInFiles,
            (Long) tally.get(DUPLICATES),
            (Long) tally.get(QUARANTINED));
    counts.requireConserved(batch);
    Evidence evidence = new Evidence(counts, measures, tally, written);
    List<Verdict> verdicts = gates.stream().flatMap(gate -> gate.judge(evidence).stream()).toList();
    List<Verdict> refusing =
        verdicts.stream().filter(verdict -> verdict.ruling() == Verdict.Ruling.REFUSED).toList();
    if (!refusing.isEmpty()) {
      throw new GateException(
          refusal(batch, counts, refusing, Verdict::describe),
          refusal(batch, counts, refusing, Verdict::summary));
    }
    return new Judged(counts, tallies(tally), verdicts);
  }

  /** What a stage counted beside the rows' fates. */
  private static Map<String, Long> tallies(Map<String, Object> tally) {
    return tally.entrySet().stream()
        .filter(counted -> !FATES.contains(counted.getKey()) && counted.getValue() instanceof Long)
        .collect(Collectors.toMap(Map.Entry::getKey, counted -> (Long) counted.getValue()));
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

  private void setAside(Batch batch, Judged judged, SetAside aside) {
    if (judged.counts().quarantined() > 0) {
      tenure.requireHeld();
      aside.commit(judged.counts());
      Failpoint.AFTER_QUARANTINE.reach(batch.target());
    }
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
                judged.verdicts())));
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
    String owner =
        owner(batch)
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
    long version =
        lake.table(batch.target())
            .committed(batch.generation(), batch.number())
            .orElseThrow()
            .version();
    return new Published(
        batch, judged.counts(), judged.tallies(), judged.verdicts(), version, bytes);
  }

  private Optional<String> owner(Batch batch) {
    return BatchRecord.of(lake.table(batch.target()), batch.generation(), batch.number())
        .map(BatchRecord::run);
  }

  private record Judged(Counts counts, Map<String, Long> tallies, List<Verdict> verdicts) {}

  /** Commits the rows that a batch holds back. */
  @FunctionalInterface
  public interface SetAside {
    /** Called at most once a batch, and only when rows are held back. */
    void commit(Counts counts);
  }
}
