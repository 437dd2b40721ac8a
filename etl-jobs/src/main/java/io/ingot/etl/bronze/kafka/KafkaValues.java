package io.ingot.etl.bronze.kafka;

import io.ingot.core.project.Source;
import io.ingot.etl.bronze.BronzeColumns;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the values of a topic's messages hold. */
@FunctionalInterface
interface KafkaValues {
  /**
   * Replaces the binary column named by the source's columns and {@link BronzeColumns#CORRUPT}. A
   * null value is no corrupt one.
   */
  Dataset<Row> open(Dataset<Row> messages, String value);

  Map<Source.Encoding, BiFunction<Source.Topic, Path, KafkaValues>> ALL =
      Map.of(
          Source.Encoding.JSON,
          (source, project) -> new KafkaJson(),
          Source.Encoding.AVRO,
          KafkaAvro::of);

  /**
   * The reader of a topic's values.
   *
   * @param project the folder that schema files are below
   * @throws io.ingot.core.error.ProjectException when the declared schema cannot be read
   */
  static KafkaValues of(Source.Topic source, Path project) {
    return ALL.get(source.format()).apply(source, project);
  }
}
