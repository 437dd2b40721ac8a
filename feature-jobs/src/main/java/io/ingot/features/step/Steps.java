package io.ingot.features.step;

import static org.apache.spark.sql.functions.unix_micros;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.FeatureView;
import io.ingot.features.view.StepNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;

/**
 * The steps of time of a view as numbers: days, hours or minutes since 1970, and of a view of rows
 * microseconds.
 */
final class Steps {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private final FeatureView view;

  Steps(FeatureView view) {
    this.view = view;
  }

  /** The number of the step that a time lies in; a bigint, null of a time that is null. */
  Column number(Column time) {
    return view.aggregates()
        ? StepNumber.of(view.grain(), time)
        : unix_micros(time.cast("timestamp"));
  }

  /** The first moment of a step. */
  Instant moment(long number) {
    Duration length = view.aggregates() ? view.grain().step() : MICROSECOND;
    return Instant.EPOCH.plus(length.multipliedBy(number));
  }

  /** How many steps later an event can still count; empty for ever. */
  OptionalLong reach() {
    List<List<Duration>> windows =
        view.aggregated().values().stream()
            .map(Aggregate::over)
            .map(over -> over.lengths())
            .toList();
    if (windows.stream().anyMatch(List::isEmpty)) {
      return OptionalLong.empty();
    }
    long widest =
        windows.stream().flatMap(Collection::stream).mapToLong(view.grain()::steps).max().orElse(1);
    // A view of all steps has one more, whose windows hold nothing any more.
    return OptionalLong.of(view.rows() == FeatureView.Rows.STEPS ? widest : widest - 1);
  }
}
