package io.ingot.etl.bronze.kafka;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Json;
import io.ingot.core.batch.Window;
import io.ingot.core.project.Source;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Messages of a topic as bronze rows. Besides what the value holds, a row has the message's key,
 * headers, partition, offset and time; a message without a value means that its key is deleted.
 */
record KafkaMessages(String origin, Source.Topic source, KafkaValues values) {
  /** The message's key, by {@link KafkaText#of}. */
  static final String KEY = "_key";

  /** Its headers in order, as an array of {@code key} and {@code value}; null without any. */
  static final String HEADERS = "_headers";

  static final String PARTITION = "_partition";
  static final String OFFSET = "_offset";

  /** When it was made or, where the topic is set so, appended; null for the oldest clients. */
  static final String TIMESTAMP = "_timestamp";

  /** The columns that a message has besides what its value holds. */
  static final Set<String> OWN = Set.of(KEY, HEADERS, PARTITION, OFFSET, TIMESTAMP);

  private static final String VALUE = "value";

  KafkaMessages {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(values, "values");
  }

  /** Exactly the messages between the offsets of a window; nothing is read before it is used. */
  Dataset<Row> read(SparkSession spark, KafkaClient client, Window.Offsets window) {
    Map<Integer, Long> from = new TreeMap<>();
    Map<Integer, Long> to = new TreeMap<>();
    window
        .partitions()
        .forEach(
            (partition, range) -> {
              from.put(partition, range.from());
              to.put(partition, range.to());
            });
    return rows(
        spark
            .read()
            .format("kafka")
            .options(client.reader())
            .option("assign", Json.write(Map.of(source.topic(), from.keySet())))
            .option("startingOffsets", Json.write(Map.of(source.topic(), from)))
            .option("endingOffsets", Json.write(Map.of(source.topic(), to)))
            .load());
  }

  /** Rows of Spark's Kafka source as bronze rows. */
  Dataset<Row> rows(Dataset<Row> messages) {
    return values.open(
        messages.select(
            col(VALUE),
            KafkaText.of(col("key")).as(KEY),
            transform(col("headers"), KafkaMessages::header).as(HEADERS),
            col("partition").as(PARTITION),
            col("offset").as(OFFSET),
            // The source gives a message without a time the type -1 and a time before 1970.
            when(col("timestampType").geq(0), col("timestamp")).as(TIMESTAMP),
            col(VALUE).isNull().as(BronzeColumns.DELETED),
            BronzeColumns.source(
                lit(origin), BronzeColumns.none(), BronzeColumns.none(), col("offset"))),
        VALUE);
  }

  private static Column header(Column header) {
    return struct(
        header.getField("key").as("key"), KafkaText.of(header.getField("value")).as("value"));
  }
}
