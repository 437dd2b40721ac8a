package io.ingot.etl.bronze.kafka;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Window;
import io.ingot.etl.bronze.Extraction;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which messages of a window are in bronze already. */
final class KafkaRepeats {
  private static final String REPEATED = "_repeated";
  private static final String BRONZE = "_bronze";

  /**
   * What a message is known by. Offsets alone would take messages of a topic that was created anew
   * for those of the former one.
   */
  private static final List<String> IDENTITY =
      List.of(
          KafkaMessages.PARTITION,
          KafkaMessages.OFFSET,
          KafkaMessages.TIMESTAMP,
          KafkaMessages.KEY);

  private KafkaRepeats() {}

  /** The rows, each told whether it is in bronze. */
  static Extraction told(Dataset<Row> rows, Dataset<Row> bronze, Window.Offsets window) {
    Dataset<Row> known =
        bronze
            .filter(inside(window))
            .select(
                IDENTITY.stream()
                    .map(column -> col(column).as(BRONZE + column))
                    .toArray(Column[]::new))
            .distinct()
            .withColumn(REPEATED, lit(true));
    Column same =
        IDENTITY.stream()
            .map(column -> col(column).eqNullSafe(col(BRONZE + column)))
            .reduce(Column::and)
            .orElseThrow();
    return new Extraction(
        rows.join(known, same, "left")
            .drop(IDENTITY.stream().map(column -> BRONZE + column).toArray(String[]::new)),
        coalesce(col(REPEATED), lit(false)),
        List.of(),
        List.of(REPEATED));
  }

  private static Column inside(Window.Offsets window) {
    return window.partitions().entrySet().stream()
        .map(
            part ->
                col(KafkaMessages.PARTITION)
                    .equalTo(part.getKey())
                    .and(col(KafkaMessages.OFFSET).geq(part.getValue().from()))
                    .and(col(KafkaMessages.OFFSET).lt(part.getValue().to())))
        .reduce(lit(false), Column::or);
  }
}
