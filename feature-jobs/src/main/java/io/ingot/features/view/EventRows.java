package io.ingot.features.view;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.RowFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * From events to a row of each. Of several of one entity at one time there is one row, of the event
 * that was known last; of several known together, of that with the greatest values of the columns
 * that the features are made of, in declared order.
 */
final class EventRows {
  private static final String EVENT = "__event";

  private EventRows() {}

  /** The rows of a view of rows, in the columns of {@link ViewRows}. */
  static Dataset<Row> of(Dataset<Row> events, FeatureView view) {
    List<String> keys = List.copyOf(view.entity().keySet());
    List<String> read =
        view.features().values().stream()
            .map(Feature::columns)
            .flatMap(List::stream)
            .distinct()
            .toList();
    List<Column> placed = new ArrayList<>();
    view.entity().forEach((key, type) -> placed.add(Columns.named(key).cast(type).as(key)));
    placed.add(Columns.named(view.eventTime()).cast("timestamp").as(ViewTable.EVENT_TIME));
    placed.add(event(view, read, events.schema()).as(EVENT));

    List<Column> unique =
        Columns.named(Stream.concat(keys.stream(), Stream.of(ViewTable.EVENT_TIME)).toList());
    Dataset<Row> latest =
        events
            .select(placed.toArray(Column[]::new))
            .filter(unique.stream().map(Column::isNotNull).reduce(lit(true), Column::and))
            .groupBy(unique.toArray(Column[]::new))
            .agg(max(EVENT).as(EVENT));
    return latest.select(columns(view, read, unique, events.schema()).toArray(Column[]::new));
  }

  /** The struct compares as events are chosen: a null known time is less than any other. */
  private static Column event(FeatureView view, List<String> read, StructType input) {
    List<Column> fields = new ArrayList<>();
    fields.add(Moments.reached(view.knownTime(), input).as("known"));
    for (int i = 0; i < read.size(); i++) {
      fields.add(Columns.named(read.get(i)).as("c" + i));
    }
    return struct(fields.toArray(Column[]::new));
  }

  private static List<Column> columns(
      FeatureView view, List<String> read, List<Column> unique, StructType input) {
    Column event = Columns.named(EVENT);
    List<Column> columns = new ArrayList<>(unique);
    Column time = Columns.named(ViewTable.EVENT_TIME);
    columns.add(Moments.reached(time, view.eventTime(), input).as(ViewTable.VALID_FROM));
    columns.add(event.getField("known").as(ViewTable.KNOWN_TIME));
    view.features()
        .forEach(
            (name, feature) -> {
              RowFeature row = (RowFeature) feature;
              Column value = event.getField("c" + read.indexOf(row.column()));
              columns.add(RowKind.of(row).of(row, value).as(name));
            });
    columns.add(lit(false).as(ViewTable.DELETED));
    return columns;
  }
}
