package io.ingot.features;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Training;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Splits rows by their event time into those that train and those that validate. */
final class TimeSplit {
  /** {@code train} or {@code validation}. */
  static final String SPLIT = "_split";

  static final String TRAIN = "train";
  static final String VALIDATION = "validation";

  private TimeSplit() {}

  /**
   * @param rows with {@code event_time}, never null
   * @return the same rows and {@link #SPLIT}
   */
  static Dataset<Row> of(Dataset<Row> rows, Training training) {
    Column before = Columns.named(WindowedAggregates.EVENT_TIME).lt(lit(training.validationFrom()));
    return rows.withColumn(SPLIT, when(before, TRAIN).otherwise(VALIDATION));
  }

  /** Whether a split row trains. */
  static Column trains() {
    return Columns.named(SPLIT).equalTo(TRAIN);
  }
}
