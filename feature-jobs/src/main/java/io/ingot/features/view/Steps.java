package io.ingot.features.view;

import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.timestamp_seconds;

import io.ingot.core.project.Grain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Steps of time, numbered from 1970-01-01 UTC on.
 *
 * @param keys the columns that tell an entity
 */
record Steps(Grain grain, List<Column> keys) {
  /** An event's time. */
  static final String TIME = "__time";

  /** When an event was known. */
  static final String KNOWN = "__known";

  /** The number of a step, a bigint. */
  static final String STEP = "__step";

  Steps {
    keys = List.copyOf(keys);
  }

  /** The number of the step that a timestamp is in. */
  Column number(Column time) {
    return StepNumber.of(grain, time);
  }

  /** The first moment of a step: a date of a day, a timestamp else. */
  Column start(Column number) {
    return grain == Grain.DAY
        ? date_from_unix_date(number.cast("int"))
        : timestamp_seconds(number.multiply(seconds()));
  }

  /** The type of {@link #start}. */
  static DataType type(Grain grain) {
    return grain == Grain.DAY ? DataTypes.DateType : DataTypes.TimestampType;
  }

  /** The moment after a step, a timestamp. */
  Column end(Column number) {
    return timestamp_seconds(number.plus(1).multiply(seconds()));
  }

  /** The window of a length that ends with the row's step; without one all up to it. */
  Frame window(Optional<Duration> length) {
    return length
        .map(told -> frame(ordered().rangeBetween(1 - grain.steps(told), 0), grain.steps(told)))
        .orElseGet(() -> frame(ordered().rangeBetween(Window.unboundedPreceding(), 0)));
  }

  /** An entity's steps in their order. */
  WindowSpec ordered() {
    return Window.partitionBy(keys.toArray(Column[]::new)).orderBy(Columns.named(STEP));
  }

  private Frame frame(WindowSpec steps, long length) {
    return frame(steps, OptionalLong.of(length));
  }

  private Frame frame(WindowSpec steps) {
    return frame(steps, OptionalLong.empty());
  }

  private Frame frame(WindowSpec steps, OptionalLong length) {
    Column step = Columns.named(STEP);
    return new Frame(steps, length, step, start(step).cast("date"));
  }

  private long seconds() {
    return grain.step().toSeconds();
  }
}
