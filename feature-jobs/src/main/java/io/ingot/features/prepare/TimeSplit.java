package io.ingot.features.prepare;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Training;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Splits rows by their event time into those that train and those that validate. */
public final class TimeSplit {
  /** {@link #TRAIN}, {@link #VALIDATION} or, of training sets, {@link #NONE}. */
  public static final String SPLIT = "_split";

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";

  /** Of a row that is in neither part. */
  public static final String NONE = "none";

  private TimeSplit() {}

  /**
   * @param rows with {@code event_time}, never null
   * @return the same rows and {@link #SPLIT}
   */
  public static Dataset<Row> of(Dataset<Row> rows, Training training) {
    Column before = Columns.named(ViewTable.EVENT_TIME).lt(lit(training.validationFrom()));
    return rows.withColumn(SPLIT, when(before, TRAIN).otherwise(VALIDATION));
  }

  /** Whether a split row trains. */
  public static Column trains() {
    return Columns.named(SPLIT).equalTo(TRAIN);
  }
}
