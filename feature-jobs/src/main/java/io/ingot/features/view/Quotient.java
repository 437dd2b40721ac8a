package io.ingot.features.view;

import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Aggregate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** One feature divided by another, each window by the same of the other. */
final class Quotient {
  private Quotient() {}

  /** A double for each window, over the columns of the features; null by 0 or null. */
  static List<Column> columns(String name, Aggregate.Ratio ratio) {
    return Windowed.windows(ratio.over().lengths())
        .map(window -> of(ratio, window).as(Windowed.column(name, window)))
        .toList();
  }

  private static Column of(Aggregate.Ratio ratio, Optional<Duration> window) {
    Column divided = Columns.named(Windowed.column(ratio.features().get(0), window));
    Column by = Columns.named(Windowed.column(ratio.features().get(1), window));
    return when(by.notEqual(0), divided.cast("double").divide(by.cast("double")));
  }
}
