package io.ingot.features.view;

import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.unix_seconds;

import io.ingot.core.project.Grain;
import org.apache.spark.sql.Column;

/** Steps of time as numbers: how many of a grain lie between 1970-01-01 UTC and a time. */
public final class StepNumber {
  private StepNumber() {}

  /**
   * The number of the step that a time lies in.
   *
   * @param time a timestamp or a date
   * @return a bigint; null of a time that is null
   */
  public static Column of(Grain grain, Column time) {
    // The first second of a step is a multiple of its length, which a double divides exactly.
    return unix_seconds(date_trunc(grain.word(), time.cast("timestamp")))
        .divide(grain.step().toSeconds())
        .cast("bigint");
  }
}
