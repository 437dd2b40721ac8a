package io.ingot.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * One declared feature on its way from the values of events to partial results of a day, and from
 * those to results of windows of days.
 */
record WindowedFeature(String name, Feature feature) {
  /** What {@code count} counts when it counts rows. */
  static final String ROWS = "*";

  static List<WindowedFeature> of(FeatureView view) {
    return view.features().entrySet().stream()
        .map(entry -> new WindowedFeature(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Lengths of the windows in days, as declared. */
  List<Long> days() {
    return feature.windows().stream().map(Duration::toDays).toList();
  }

  /** The columns that the feature becomes, one a window, as declared. */
  List<String> columns() {
    return days().stream().map(this::column).toList();
  }

  /** The column of a window, such as {@code spend_7d}. */
  String column(long days) {
    return name + "_" + days + "d";
  }

  boolean countsRows() {
    return feature.aggregate() == Feature.Aggregate.COUNT && feature.column().equals(ROWS);
  }

  /** What an event adds, under the name that {@link #daily} reads. */
  Column value(StructType events) {
    if (countsRows()) {
      return lit(1).as(partial("value"));
    }
    Column value = Columns.named(feature.column());
    // A sum of nothing is 0, not unknown; the type stays that of the column.
    Column added =
        feature.aggregate() == Feature.Aggregate.SUM
            ? coalesce(value, lit(0).cast(events.apply(feature.column()).dataType()))
            : value;
    return added.as(partial("value"));
  }

  /** The partial results of one day, from which every window can be told. */
  List<Column> daily() {
    Column value = Columns.named(partial("value"));
    return switch (feature.aggregate()) {
      case SUM -> List.of(sum(value).as(partial("sum")));
      case COUNT -> List.of(count(value).as(partial("count")));
      case MEAN -> List.of(sum(value).as(partial("sum")), count(value).as(partial("count")));
      case MIN -> List.of(min(value).as(partial("min")));
      case MAX -> List.of(max(value).as(partial("max")));
    };
  }

  /** The result of a window over days with their partial results. */
  Column over(WindowSpec window) {
    return switch (feature.aggregate()) {
      case SUM -> sum(Columns.named(partial("sum"))).over(window);
      case COUNT -> sum(Columns.named(partial("count"))).over(window);
      case MEAN -> mean(window);
      case MIN -> min(Columns.named(partial("min"))).over(window);
      case MAX -> max(Columns.named(partial("max"))).over(window);
    };
  }

  private Column mean(WindowSpec window) {
    Column values = sum(Columns.named(partial("count"))).over(window);
    Column total = sum(Columns.named(partial("sum"))).over(window);
    return when(values.gt(0), total.cast("double").divide(values.cast("double")));
  }

  private String partial(String kind) {
    return "_" + kind + "_" + name;
  }
}
