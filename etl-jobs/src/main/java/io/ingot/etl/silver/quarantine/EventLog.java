package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ingot.core.batch.Pick;
import io.ingot.core.lake.LakeTable;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A quarantine as one of its versions tells it: which rows were refused, and what became of them.
 */
public final class EventLog {
  /** The columns of a quarantine. */
  static final StructType COLUMNS =
      StructType.fromDDL(
          "id string, event string, state string,"
              + " errors array<struct<rule: string, column: string, value: string>>,"
              + " raw string, row string, key string,"
              + " source struct<name: string, bytes: bigint, modified: timestamp,"
              + " position: bigint>,"
              + " from_table string, bronze_batch bigint, extracted_at timestamp,"
              + " table string, stage string, batch bigint, definition string, run string,"
              + " first_seen timestamp, at timestamp, who string, reason string");

  /** Struct of the state, batch, at, who and reason of the event that closed a row. */
  static final String ENDED = "ended";

  /** The batch in which a replay refused the row last; null where none did. */
  static final String REPLAYED = "replayed";

  private static final String KEPT = "kept";
  private static final String[] ID = {"id"};

  private final Dataset<Row> events;

  private EventLog(Dataset<Row> events) {
    this.events = events;
  }

  /** The log at a version of the table. */
  public static EventLog at(LakeTable quarantine, long version) {
    return of(quarantine.at(version, lit(true)));
  }

  /**
   * The log of rows as they are stored. Those that were stored before rows had a life have neither
   * an id nor an event: they are open, and what they hold is their id.
   */
  static EventLog of(Dataset<Row> stored) {
    List<String> there = List.of(stored.columns());
    Dataset<Row> complete =
        stored.select(
            Arrays.stream(COLUMNS.fields())
                .map(
                    field ->
                        there.contains(field.name())
                            ? col(field.name())
                            : lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    Column content =
        concat_ws("-", col("batch"), hex(xxhash64(col("raw"), col("source"), col("errors"))));
    return new EventLog(
        complete
            .withColumn("id", coalesce(col("id"), content))
            .withColumn("event", coalesce(col("event"), lit(Event.OPENED.word())))
            .withColumn("state", coalesce(col("state"), lit(Event.OPEN)))
            .withColumn("at", coalesce(col("at"), col("first_seen"))));
  }

  /**
   * Every row that was ever refused, with its {@code state} now, the {@code errors} and {@code
   * definition} by which it was judged last, {@link #REPLAYED}, and {@link #ENDED}, null for an
   * open one.
   */
  Dataset<Row> rows() {
    Column closed =
        when(
            not(col("state").equalTo(Event.OPEN)),
            struct(columns("batch", "state", "at", "who", "reason")));
    Column kept = when(Event.KEPT.happened(), struct(columns("batch", "errors", "definition")));
    Dataset<Row> later =
        events
            .filter(not(Event.OPENED.happened()))
            .groupBy("id")
            .agg(max(closed).as(ENDED), max(kept).as(KEPT));
    Function<StructField, Column> now =
        field ->
            switch (field.name()) {
              case "state" -> coalesce(col(ENDED + ".state"), col("state")).as("state");
              case "errors", "definition" ->
                  coalesce(col(KEPT + "." + field.name()), col(field.name())).as(field.name());
              default -> col(field.name());
            };
    return events
        .filter(Event.OPENED.happened())
        .join(later, ID, "left_outer")
        .select(
            Stream.concat(
                    Arrays.stream(COLUMNS.fields()).map(now),
                    Stream.of(col(ENDED), col(KEPT + ".batch").as(REPLAYED)))
                .toArray(Column[]::new));
  }

  /** Whether anything became of a row before a time; cheaper to ask than which rows those are. */
  boolean anyEnded(Timestamp before) {
    return !events
        .filter(not(col("state").equalTo(Event.OPEN)).and(col("at").lt(lit(before))))
        .isEmpty();
  }

  /** Those of {@link #rows()} that fit. */
  Dataset<Row> rows(Pick pick) {
    return fits(pick).map(rows()::filter).orElseGet(this::rows);
  }

  /** Those of {@link #rows()} that nothing became of yet. */
  Dataset<Row> open() {
    return rows().filter(isOpen());
  }

  /** The open rows that fit, of those that can be judged once more: whose record was kept. */
  public Dataset<Row> replayable(Pick pick) {
    return rows(pick).filter(isOpen().and(col("row").isNotNull()));
  }

  /** The open rows that fit. */
  Dataset<Row> waivable(Pick pick) {
    return rows(pick).filter(isOpen());
  }

  static Column isOpen() {
    return col("state").equalTo(Event.OPEN);
  }

  private static Optional<Column> fits(Pick pick) {
    Column all = lit(true);
    if (!pick.ids().isEmpty()) {
      all = all.and(col("id").isin(pick.ids().toArray()));
    }
    if (!pick.batches().isEmpty()) {
      all = all.and(col("batch").isin(pick.batches().toArray()));
    }
    if (!pick.rules().isEmpty() || !pick.columns().isEmpty()) {
      all = all.and(exists(col("errors"), error -> fits(pick, error)));
    }
    return pick.equals(Pick.all()) ? Optional.empty() : Optional.of(all);
  }

  /** A rule and a column have to be those of one and the same error. */
  private static Column fits(Pick pick, Column error) {
    Column fits = lit(true);
    if (!pick.rules().isEmpty()) {
      fits = fits.and(error.getField("rule").isin(pick.rules().toArray()));
    }
    if (!pick.columns().isEmpty()) {
      fits = fits.and(error.getField("column").isin(pick.columns().toArray()));
    }
    return fits;
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
  }
}
