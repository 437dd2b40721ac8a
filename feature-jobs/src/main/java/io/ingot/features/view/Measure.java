package io.ingot.features.view;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * What is measured of events over windows of steps: partial results of each step, which put
 * together give that of any window. A step without an event has null for each of them.
 */
sealed interface Measure
    permits Total,
        Tally,
        Mean,
        Extreme,
        Deviation,
        Variety,
        VarietySoFar,
        Sketch,
        Endmost,
        Mode,
        ModeSoFar,
        Recency,
        Slope {
  /** What an event adds. */
  Term term();

  /** The result's type. */
  DataType type();

  /**
   * Adds to the events what the partial results need of other events of their step.
   *
   * @param step the columns that tell an entity's step
   */
  default Dataset<Row> among(Dataset<Row> events, List<Column> step) {
    return events;
  }

  /** The partial results: aggregates of a step's events, each under a name of {@link #term}. */
  List<Column> partials();

  /** The result over a window of steps with their partial results. */
  Column over(Frame frame);
}
