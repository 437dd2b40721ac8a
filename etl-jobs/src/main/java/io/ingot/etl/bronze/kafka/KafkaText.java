package io.ingot.etl.bronze.kafka;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.decode;
import static org.apache.spark.sql.functions.encode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** Bytes as text that tells the bytes again: to say that they were UTF-8 is a guess. */
final class KafkaText {
  private static final String UTF8 = "UTF-8";
  private static final String PREFIX = "base64:";

  private KafkaText() {}

  /**
   * The text where the bytes are UTF-8, and {@code base64:} with the bytes in base64 where they are
   * not, or begin with that word themselves; null for null.
   */
  static Column of(Column bytes) {
    Column text = decode(bytes, UTF8);
    return when(isText(bytes).and(text.startsWith(PREFIX).equalTo(false)), text)
        .otherwise(coded(bytes));
  }

  /** Whether bytes are UTF-8: Spark's own cast would let others pass as they are. */
  static Column isText(Column bytes) {
    return encode(decode(bytes, UTF8), UTF8).equalTo(bytes);
  }

  /** The bytes as {@code base64:...} without line breaks. */
  static Column coded(Column bytes) {
    return concat(lit(PREFIX), translate(base64(bytes), "\r\n", ""));
  }
}
