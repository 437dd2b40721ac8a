package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.PendingCommit;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.SilverTable;
import io.ingot.core.run.RefusedRows;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a silver table refused, as a log that is only added to: a row of {@code event}
 * opened for each, with its {@code errors} (rule, column, value), {@code raw} record and where it
 * came from, and further events of the same {@code id} for what becomes of it. A batch writes here
 * first and then to its table, with the same number.
 */
public final class Quarantine {
  /** Field of {@link BronzeColumns#SOURCE}, while a row is judged: the bronze table it is of. */
  public static final String TABLE = "table";

  /** Field of {@link BronzeColumns#SOURCE}: the id of a row that is judged once more, or null. */
  public static final String ID = "id";

  private static final TableLayout LAYOUT = new TableLayout(List.of(), List.of("batch"), Map.of());

  private final SilverTable declared;
  private final Batch batch;
  private final Lake lake;
  private final LakeTable table;

  public Quarantine(SilverTable declared, Lake lake, Batch batch) {
    this.declared = Objects.requireNonNull(declared, "declared");
    this.batch = Objects.requireNonNull(batch, "batch");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.table = lake.table(batch.target().quarantine());
  }

  /**
   * Refuses to go on with a batch whose other half was published by other rules or from other rows:
   * a row could end in both tables or in none.
   */
  public void requireSameBatch() {
    requireSameRules();
    boolean ahead = table.state().batch() > batch.number();
    if (ahead || published().filter(record -> !isOf(record.plan())).isPresent()) {
      throw new GapException(
          "Cannot make batch "
              + batch.number()
              + " of "
              + batch.target()
              + ": "
              + table.name()
              + " holds rows of that batch or a later one that were read from elsewhere. If "
              + batch.target()
              + " was deleted to start anew, delete its quarantine too; if a plan was lost, restore"
              + " _ingot/plans from a backup.");
    }
  }

  private boolean isOf(Plan plan) {
    return plan.mode().equals(batch.plan().mode())
        && plan.range().equals(batch.plan().range())
        && plan.inputs().equals(batch.plan().inputs());
  }

  private void requireSameRules() {
    published()
        .filter(record -> !record.definition().equals(batch.definition()))
        .ifPresent(
            record -> {
              throw new ProjectException(
                  "Cannot finish batch "
                      + batch.number()
                      + " of "
                      + batch.target()
                      + ": run "
                      + record.run()
                      + " stopped half-way through it, and the contract has changed since. Put the"
                      + " former silver/"
                      + batch.target().name()
                      + ".yml back, run once, and then change it.");
            });
  }

  private Optional<BatchRecord> published() {
    return table.state().batch() < batch.number()
        ? Optional.empty()
        : BatchRecord.of(table, batch.generation(), batch.number());
  }

  /** Commits what the batch does to the quarantine, unless an earlier try did. */
  public void commit(BatchWriter.Held held) {
    Optional<BatchRecord> there = published();
    if (there.isPresent()) {
      requireSameBatch();
      requireSameCounts(there.get().counts(), held.counts());
      return;
    }
    TableState before = table.state();
    changes(held, before).ifPresent(changes -> commit(changes, held.counts(), before));
  }

  /** A row that is judged otherwise the second time would be in both tables, or in none. */
  private void requireSameCounts(Counts before, Counts now) {
    if (!before.equals(now)) {
      throw new GapException(
          "Cannot finish batch "
              + batch.number()
              + " of "
              + batch.target()
              + ": it was half published with "
              + before
              + " and comes out as "
              + now
              + " now, though its rows and rules are the same. Finish it with the version of Ingot"
              + " that began it.");
    }
  }

  private Optional<Changes> changes(BatchWriter.Held held, TableState before) {
    if (batch.plan() instanceof Plan.Replay replay) {
      return Optional.of(asked(replay.quarantine().version()).replayed(replay, held));
    }
    if (batch.plan() instanceof Plan.Waive waive) {
      return Optional.of(asked(waive.quarantine().version()).waived(waive));
    }
    long count = open(before);
    Optional<Dataset<Row>> open =
        count > 0 ? Optional.of(EventLog.at(table, before.version()).open()) : Optional.empty();
    return new Delivery(declared, batch, open, count).of(held);
  }

  /** How many rows a plan gives up. */
  public long waived(Plan.Waive plan) {
    return asked(plan.quarantine().version()).count(plan);
  }

  private Repeal asked(long version) {
    return new Repeal(EventLog.at(table, version), batch);
  }

  /** Where the number was not kept yet, every row is open. */
  private long open(TableState before) {
    return Optional.ofNullable(before.bounds().get(RefusedRows.OPEN))
        .orElseGet(() -> before.exists() ? table.at(before.version()).count() : 0L);
  }

  private void commit(Changes changes, Counts counts, TableState before) {
    PendingCommit pending = table.write(changes.events(), new Publication.Append(), LAYOUT);
    if (pending.rows() != changes.count()) {
      throw new IllegalStateException(
          "Cannot set aside batch "
              + batch.number()
              + " of "
              + batch.target()
              + ": "
              + changes.count()
              + " rows were to be told of, but "
              + pending.rows()
              + " were found again. This is a fault of Ingot; nothing was published.");
    }
    pending.commit(
        new CommitMark(
            table.writer(batch.generation()),
            batch.number(),
            Map.of(RefusedRows.OPEN, open(before) + changes.opened() - changes.closed()),
            Json.write(
                new BatchRecord(
                    batch.run(),
                    batch.number(),
                    batch.at(),
                    batch.definition(),
                    batch.plan(),
                    counts,
                    Map.of(),
                    List.of()))));
  }

  /** Forgets what closed rows held, once a day, after a batch that told of any. */
  public void forget() {
    if (table.state().batch() == batch.number()) {
      new Retention(lake, table, declared.quarantine().keep()).go(batch.at());
    }
  }

  /** What is kept about a judged row that is refused. */
  public static List<Column> aside() {
    Column source = col(BronzeColumns.SOURCE);
    return List.of(
        col(SilverColumns.ERRORS).as("errors"),
        col(SilverColumns.RECORD).as("raw"),
        col(SilverColumns.ROW).as("row"),
        col(SilverColumns.KEY).as("key"),
        struct(
                source.getField("name").as("name"),
                source.getField("bytes").as("bytes"),
                source.getField("modified").as("modified"),
                source.getField("position").as("position"))
            .as("source"),
        source.getField(TABLE).as("from_table"),
        source.getField(ID).as("id"),
        col(BronzeColumns.BATCH).as("bronze_batch"),
        col(BronzeColumns.EXTRACTED_AT).as("extracted_at"));
  }
}
