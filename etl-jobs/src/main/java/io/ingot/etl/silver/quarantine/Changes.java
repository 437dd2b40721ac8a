package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Batch;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a batch does to its quarantine.
 *
 * @param events by {@link EventLog#COLUMNS}
 * @param count how many they are
 * @param opened rows that are new and open
 * @param closed rows that were open and are not
 */
record Changes(Dataset<Row> events, long count, long opened, long closed) {
  Changes {
    Objects.requireNonNull(events, "events");
  }

  /**
   * Rows that become open.
   *
   * @param refused with {@code id}
   */
  static Changes opening(Dataset<Row> refused, long count, Batch batch) {
    return new Changes(
        events(refused.withColumn("first_seen", at(batch)), Event.OPENED, batch), count, count, 0);
  }

  /**
   * Rows that were open and are closed.
   *
   * @param ids one column, {@code id}
   */
  static Changes closing(Dataset<Row> ids, long count, Event event, Batch batch) {
    return new Changes(events(ids, event, batch), count, 0, count);
  }

  Changes and(Changes other) {
    return new Changes(
        events.unionByName(other.events),
        count + other.count,
        opened + other.opened,
        closed + other.closed);
  }

  private static Dataset<Row> events(Dataset<Row> rows, Event event, Batch batch) {
    return events(
        rows.withColumn("event", lit(event.word())).withColumn("state", lit(event.state())), batch);
  }

  /**
   * Rows as events of a batch.
   *
   * @param rows with {@code id}, {@code event} and {@code state}, and what else is to be told
   */
  static Dataset<Row> events(Dataset<Row> rows, Batch batch) {
    List<String> told = List.of(rows.columns());
    Map<String, Column> stamps =
        new HashMap<>(
            Map.of(
                "table", lit(batch.target().toString()),
                "stage", lit(batch.target().layer().word()),
                "batch", lit(batch.number()),
                "definition", lit(batch.definition()),
                "run", lit(batch.run()),
                "at", at(batch)));
    return rows.select(
        Arrays.stream(EventLog.COLUMNS.fields())
            .map(
                field ->
                    (told.contains(field.name())
                            ? col(field.name())
                            : stamps.getOrDefault(field.name(), lit(null).cast(field.dataType())))
                        .as(field.name()))
            .toArray(Column[]::new));
  }

  private static Column at(Batch batch) {
    return lit(Timestamp.from(batch.at()));
  }
}
