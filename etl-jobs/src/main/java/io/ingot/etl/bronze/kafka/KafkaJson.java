package io.ingot.etl.bronze.kafka;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.decode;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.when;

import io.ingot.etl.bronze.BronzeColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One JSON object a message. Its text is kept, since parsing loses what the source really said;
 * what is no object, or no text, is kept as corrupt.
 */
record KafkaJson() implements KafkaValues {
  @Override
  public Dataset<Row> open(Dataset<Row> messages, String value) {
    Column bytes = col(value);
    Column raw = col(BronzeColumns.RAW);
    return messages
        .withColumn(BronzeColumns.RAW, when(KafkaText.isText(bytes), decode(bytes, "UTF-8")))
        .withColumn(
            BronzeColumns.CORRUPT,
            when(bytes.isNotNull().and(raw.isNull()), KafkaText.coded(bytes))
                .when(json_object_keys(raw).isNull(), raw))
        .drop(value);
  }
}
