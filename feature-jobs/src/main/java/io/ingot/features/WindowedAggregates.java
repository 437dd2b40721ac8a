package io.ingot.features;

import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.FeatureView;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * From events to feature values: one row for each entity and each day on which the entity had an
 * event.
 *
 * <p>A window of n days ends with the row's own day, which counts whole, and begins n - 1 days
 * before it. A day without an event has no row; who asks for such a day takes the latest row before
 * it, whose windows are still relative to that row's day.
 *
 * <p>Nulls: an event without an entity or without a time belongs to no row and is left out. A null
 * value adds nothing: {@code sum} and {@code count} of nothing are 0; {@code mean}, {@code min} and
 * {@code max} of nothing are null.
 *
 * <p>Types: {@code sum} is as wide as Spark makes a sum of sums (decimals stay decimals and exact),
 * {@code count} is a bigint, {@code mean} a double, {@code min} and {@code max} are of the column's
 * type. An overflow fails.
 */
final class WindowedAggregates {
  /** The row's day, a date. */
  static final String EVENT_TIME = "event_time";

  /**
   * When everything that the row's values were computed from was known: the greatest known time in
   * the widest of its windows. Null when one of those events does not tell its known time, so that
   * no reader takes the row for known.
   */
  static final String KNOWN_TIME = "known_time";

  private static final String UNKNOWN = "_unknown";

  private WindowedAggregates() {}

  /**
   * @param events columns of the view's input, as {@link ViewColumns} requires them
   * @return the entity columns, {@link #EVENT_TIME}, {@link #KNOWN_TIME} and the features, each in
   *     declared order
   */
  static Dataset<Row> of(Dataset<Row> events, FeatureView view) {
    return windows(days(events, view), view);
  }

  private static Dataset<Row> days(Dataset<Row> events, FeatureView view) {
    List<WindowedFeature> features = WindowedFeature.of(view);
    StructType schema = events.schema();
    List<Column> used = new ArrayList<>();
    view.entity().forEach((key, type) -> used.add(Columns.named(key).cast(type).as(key)));
    used.add(Columns.named(view.eventTime()).cast("date").as(EVENT_TIME));
    used.add(Columns.named(view.knownTime()).as(KNOWN_TIME));
    features.forEach(feature -> used.add(feature.value(schema)));

    List<Column> partials = new ArrayList<>();
    partials.add(max(KNOWN_TIME).as(KNOWN_TIME));
    partials.add(count_if(Columns.named(KNOWN_TIME).isNull()).as(UNKNOWN));
    features.forEach(feature -> partials.addAll(feature.daily()));

    List<String> keys = new ArrayList<>(view.entity().keySet());
    keys.add(EVENT_TIME);
    return events
        .select(used.toArray(Column[]::new))
        .filter(
            keys.stream().map(key -> Columns.named(key).isNotNull()).reduce(lit(true), Column::and))
        .groupBy(Columns.named(keys).toArray(Column[]::new))
        .agg(partials.get(0), partials.subList(1, partials.size()).toArray(Column[]::new));
  }

  private static Dataset<Row> windows(Dataset<Row> days, FeatureView view) {
    List<WindowedFeature> features = WindowedFeature.of(view);
    long widest =
        features.stream().flatMap(feature -> feature.days().stream()).max(Long::compare).orElse(1L);
    List<Column> columns = new ArrayList<>(Columns.named(view.entity().keySet()));
    columns.add(Columns.named(EVENT_TIME));
    columns.add(known(window(view, widest)));
    for (WindowedFeature feature : features) {
      for (long length : feature.days()) {
        columns.add(feature.over(window(view, length)).as(feature.column(length)));
      }
    }
    return days.select(columns.toArray(Column[]::new));
  }

  private static Column known(WindowSpec widest) {
    Column unknown = sum(UNKNOWN).over(widest);
    return when(unknown.equalTo(0), max(KNOWN_TIME).over(widest)).as(KNOWN_TIME);
  }

  private static WindowSpec window(FeatureView view, long days) {
    return Window.partitionBy(Columns.named(view.entity().keySet()).toArray(Column[]::new))
        .orderBy(unix_date(Columns.named(EVENT_TIME)).cast("bigint"))
        .rangeBetween(1 - days, 0);
  }
}
