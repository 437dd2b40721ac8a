package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineage.Kind;
import io.ingot.core.lineage.ColumnLineages.Known;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a feature view makes of its input, by its declaration. */
final class FeatureLineage {
  private static final String EVENT_TIME = "event_time";
  private static final String KNOWN_TIME = "known_time";

  private final FeatureView view;
  private final Origin from;
  private final Map<String, Set<Input>> columns = new LinkedHashMap<>();

  private FeatureLineage(FeatureView view) {
    this.view = view;
    this.from = new Origin.OfLake(view.from());
  }

  /**
   * @param built the table's columns; none for one that is not there, of which then only the
   *     columns with declared types are told
   */
  static Known of(FeatureView view, StructType built) {
    FeatureLineage lineage = new FeatureLineage(view);
    lineage.declare();
    Arrays.stream(built.fieldNames()).forEach(name -> lineage.columns.putIfAbsent(name, Set.of()));
    Set<Input> rows = new LinkedHashSet<>();
    view.entity().keySet().forEach(key -> rows.add(lineage.input(key, Kind.GROUP_BY)));
    rows.add(lineage.input(view.eventTime(), Kind.GROUP_BY));
    return new Known(
        built.isEmpty() ? lineage.types() : built,
        new ColumnLineage(view.name(), lineage.columns, rows));
  }

  private void declare() {
    view.entity().keySet().forEach(key -> columns.put(key, Set.of(input(key, Kind.IDENTITY))));
    columns.put(EVENT_TIME, Set.of(input(view.eventTime(), Kind.TRANSFORMATION)));
    columns.put(KNOWN_TIME, windowed(view.knownTime()));
    view.features()
        .forEach(
            (name, feature) ->
                feature.windows().stream()
                    .map(Duration::toDays)
                    .forEach(days -> columns.put(name + "_" + days + "d", of(feature))));
  }

  private Set<Input> of(Feature feature) {
    return feature.column().equals("*") ? window() : windowed(feature.column());
  }

  private Set<Input> windowed(String column) {
    Set<Input> inputs = window();
    inputs.add(input(column, Kind.AGGREGATION));
    return inputs;
  }

  private Set<Input> window() {
    Set<Input> inputs = new LinkedHashSet<>();
    inputs.add(input(view.eventTime(), Kind.WINDOW));
    view.entity().keySet().forEach(key -> inputs.add(input(key, Kind.WINDOW)));
    return inputs;
  }

  private StructType types() {
    StructType types = new StructType();
    for (Map.Entry<String, String> key : view.entity().entrySet()) {
      types = types.add(key.getKey(), DataType.fromDDL(key.getValue()));
    }
    return types.add(EVENT_TIME, DataTypes.DateType);
  }

  private Input input(String column, Kind kind) {
    return Input.of(from, column).as(kind);
  }
}
