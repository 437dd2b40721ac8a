package io.ingot.etl.bronze.kafka;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.decode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.bronze.JsonFault;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One JSON object a message. Its text is kept, since parsing loses what the source really said;
 * what {@link JsonFault} refuses, or is no text, is kept as corrupt.
 */
record KafkaJson() implements KafkaValues {
  @Override
  public Dataset<Row> open(Dataset<Row> messages, String value) {
    Column bytes = col(value);
    Column raw = col(BronzeColumns.RAW);
    return messages
        .withColumn(BronzeColumns.RAW, when(KafkaText.isText(bytes), decode(bytes, "UTF-8")))
        .withColumn(
            BronzeColumns.FAULT,
            when(raw.isNotNull(), JsonFault.of(raw))
                .when(bytes.isNotNull(), lit(JsonFault.ENCODING)))
        .withColumn(
            BronzeColumns.CORRUPT,
            when(col(BronzeColumns.FAULT).isNotNull(), coalesce(raw, KafkaText.coded(bytes))))
        .drop(value);
  }
}
