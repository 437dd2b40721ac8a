package io.ingot.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchRecord;
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
import io.ingot.etl.bronze.BronzeColumns;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows that a silver table refused: {@code errors} (rule, column, value), {@code raw}, {@code
 * source}, {@code bronze_batch}, {@code extracted_at}, {@code table}, {@code batch}, {@code
 * definition}, {@code run}, {@code first_seen}. A batch writes here first and then to its table,
 * with the same number.
 */
final class Quarantine {
  private static final TableLayout LAYOUT = new TableLayout(List.of(), List.of("batch"), Map.of());

  private final LakeTable table;

  Quarantine(Lake lake, Batch batch) {
    this.table = lake.table(batch.target().quarantine());
  }

  /**
   * Refuses to go on with a batch whose other half was published by other rules or from other rows:
   * a row could end in both tables or in none.
   */
  void requireSameBatch(Batch batch) {
    requireSameRules(batch);
    boolean ahead = table.state().batch() > batch.number();
    if (ahead || published(batch).filter(record -> !isOf(record.plan(), batch)).isPresent()) {
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

  private static boolean isOf(Plan plan, Batch batch) {
    return plan.range().equals(batch.plan().range()) && plan.inputs().equals(batch.plan().inputs());
  }

  private void requireSameRules(Batch batch) {
    published(batch)
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

  private Optional<BatchRecord> published(Batch batch) {
    return table.state().batch() < batch.number()
        ? Optional.empty()
        : BatchRecord.of(table, batch.generation(), batch.number());
  }

  /** Commits the batch's refused rows, unless an earlier try did. */
  void commit(Batch batch, Counts counts, Dataset<Row> judged) {
    if (published(batch).isPresent()) {
      requireSameBatch(batch);
      return;
    }
    PendingCommit pending = table.write(rows(judged, batch), new Publication.Append(), LAYOUT);
    if (pending.rows() != counts.quarantined()) {
      throw new IllegalStateException(
          "Cannot set aside batch "
              + batch.number()
              + " of "
              + batch.target()
              + ": "
              + counts.quarantined()
              + " rows were refused, but "
              + pending.rows()
              + " were found again. This is a fault of Ingot; nothing was published.");
    }
    pending.commit(
        new CommitMark(
            table.writer(batch.generation()),
            batch.number(),
            Map.of(),
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

  private static Dataset<Row> rows(Dataset<Row> judged, Batch batch) {
    return judged
        .filter(col(SilverColumns.BAD))
        .select(
            col(SilverColumns.ERRORS).as("errors"),
            col(SilverColumns.RECORD).as("raw"),
            col(BronzeColumns.SOURCE).as("source"),
            col(BronzeColumns.BATCH).as("bronze_batch"),
            col(BronzeColumns.EXTRACTED_AT).as("extracted_at"),
            lit(batch.target().toString()).as("table"),
            lit(batch.number()).as("batch"),
            lit(batch.definition()).as("definition"),
            lit(batch.run()).as("run"),
            lit(Timestamp.from(batch.at())).as("first_seen"));
  }
}
