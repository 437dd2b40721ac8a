package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Write;
import io.ingot.etl.silver.contract.Contract;
import io.ingot.etl.silver.contract.RowJson;
import io.ingot.etl.silver.contract.SilverColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a batch of new rows does to the quarantine: it opens the rows that it refuses, and closes
 * those whose key came again and was good, or that were of a snapshot that it replaces.
 *
 * @param open the rows that were open before
 * @param count how many those were
 */
record Delivery(SilverTable declared, Batch batch, Optional<Dataset<Row>> open, long count) {
  /** So many keys every task may hold. */
  private static final long FEW = 200_000;

  private static final String KEY = "_key";
  private static final String SINCE = "_since";

  Optional<Changes> of(BatchWriter.Held held) {
    long refused = held.counts().quarantined();
    Optional<Dataset<Row>> opening =
        refused == 0
            ? Optional.empty()
            : Optional.of(RowIds.of(held.refused().get(), refused, batch.number()));
    List<Changes> changes = new ArrayList<>();
    opening.ifPresent(rows -> changes.add(Changes.opening(rows, refused, batch)));
    if (declared.write().mode() == Write.Mode.REPLACE) {
      // A batch without a good row leaves the snapshot that stands, and what it refused.
      open.filter(rows -> count > 0 && held.counts().written() > 0)
          .ifPresent(
              rows ->
                  changes.add(Changes.closing(rows.select("id"), count, Event.SUPERSEDED, batch)));
    } else if (!declared.keys().isEmpty()) {
      List<String> corrected = corrected(held, opening);
      if (!corrected.isEmpty()) {
        changes.add(
            Changes.closing(
                held.kept()
                    .get()
                    .sparkSession()
                    .createDataset(corrected, Encoders.STRING())
                    .toDF("id"),
                corrected.size(),
                Event.CORRECTED,
                batch));
      }
    }
    return changes.stream().reduce(Changes::and);
  }

  private List<String> corrected(BatchWriter.Held held, Optional<Dataset<Row>> opening) {
    List<Dataset<Row>> waiting = new ArrayList<>();
    open.filter(rows -> count > 0).ifPresent(rows -> waiting.add(keyed(rows, lit(Long.MIN_VALUE))));
    opening
        .filter(rows -> tellsDeliveriesApart())
        .ifPresent(rows -> waiting.add(keyed(rows, col("bronze_batch"))));
    return waiting.stream()
        .reduce(Dataset::unionByName)
        .map(rows -> cameAgain(rows, held))
        .orElse(List.of());
  }

  /**
   * A batch that catches up takes several deliveries at once; what one of them corrects has to be
   * closed as if each had been a batch of its own.
   */
  private boolean tellsDeliveriesApart() {
    Map<?, Pin> from = ((Plan.Advance) batch.plan()).from();
    return from.size() == 1
        && batch.plan().inputs().entrySet().stream()
            .filter(input -> from.containsKey(input.getKey()))
            .anyMatch(input -> input.getValue().batch() - from.get(input.getKey()).batch() > 1);
  }

  private Dataset<Row> keyed(Dataset<Row> rows, Column since) {
    return rows.filter(col("key").isNotNull())
        .select(
            col("id"),
            from_json(col("key"), keySchema(), RowJson.FORMATS).as(KEY),
            since.as(SINCE));
  }

  private List<String> cameAgain(Dataset<Row> waiting, BatchWriter.Held held) {
    Dataset<Row> kept = held.kept().get();
    Dataset<Row> few = count + held.counts().quarantined() <= FEW ? broadcast(waiting) : waiting;
    Column same =
        told().stream()
            .map(key -> kept.col("`" + key + "`").equalTo(few.col(KEY + ".`" + key + "`")))
            .reduce(Column::and)
            .orElseThrow()
            .and(kept.col(SilverColumns.BATCH).gt(few.col(SINCE)));
    return kept.join(few, same)
        .select(few.col("id"))
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private List<String> told() {
    return Contract.told(declared);
  }

  /** A key that is no longer of the declared types is nobody's. */
  private StructType keySchema() {
    StructType schema = new StructType();
    for (String key : told()) {
      schema = schema.add(key, DataType.fromDDL(declared.columns().get(key).type()));
    }
    return schema;
  }
}
