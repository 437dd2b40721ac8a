package io.ingot.core.lineage;

import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineage.Kind;
import io.ingot.core.lineage.ColumnLineages.Known;
import io.ingot.core.project.Aggregate;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.RowFeature;
import io.ingot.core.project.SqlColumns;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** What a feature view makes of its input, by its declaration. */
final class FeatureLineage {
  private static final String EVENT_TIME = "event_time";
  private static final String VALID_FROM = "valid_from";
  private static final String KNOWN_TIME = "known_time";

  private final FeatureView view;
  private final Optional<Known> query;
  private final Map<String, Set<Input>> columns = new LinkedHashMap<>();

  private FeatureLineage(FeatureView view, Optional<Known> query) {
    this.view = view;
    this.query = query;
  }

  /**
   * @param built the table's columns; none for one that is not there, of which then only the
   *     columns with declared types are told
   * @param query what the view's query answers; empty where a table is read, or that is not known
   */
  static Known of(FeatureView view, StructType built, Optional<Known> query) {
    FeatureLineage lineage = new FeatureLineage(view, query);
    lineage.declare();
    Arrays.stream(built.fieldNames()).forEach(name -> lineage.columns.putIfAbsent(name, Set.of()));
    Set<Input> rows = new LinkedHashSet<>();
    view.entity().keySet().forEach(key -> rows.addAll(lineage.inputs(key, Kind.GROUP_BY)));
    rows.addAll(lineage.inputs(view.eventTime(), Kind.GROUP_BY));
    query.ifPresent(answer -> rows.addAll(answer.lineage().rows()));
    return new Known(
        built.isEmpty() ? lineage.types() : built,
        new ColumnLineage(view.name(), lineage.columns, rows));
  }

  private void declare() {
    view.entity().keySet().forEach(key -> columns.put(key, inputs(key, Kind.IDENTITY)));
    columns.put(EVENT_TIME, inputs(view.eventTime(), Kind.TRANSFORMATION));
    columns.put(VALID_FROM, inputs(view.eventTime(), Kind.TRANSFORMATION));
    columns.put(
        KNOWN_TIME,
        view.aggregates()
            ? windowed(List.of(view.knownTime()))
            : inputs(view.knownTime(), Kind.TRANSFORMATION));
    view.features()
        .forEach(
            (name, feature) ->
                feature.outputs(name).forEach(column -> columns.put(column, of(feature))));
  }

  private Set<Input> of(Feature feature) {
    if (feature instanceof Aggregate.Ratio ratio) {
      Set<Input> inputs = new LinkedHashSet<>();
      ratio.features().forEach(part -> inputs.addAll(of(view.features().get(part))));
      return inputs;
    }
    if (feature instanceof Aggregate aggregate) {
      return aggregated(aggregate);
    }
    Kind kind = feature instanceof RowFeature.Value ? Kind.IDENTITY : Kind.TRANSFORMATION;
    Set<Input> inputs = new LinkedHashSet<>();
    feature.columns().forEach(column -> inputs.addAll(inputs(column, kind)));
    return inputs;
  }

  /** A condition and a category decide which events count, and give no value. */
  private Set<Input> aggregated(Aggregate aggregate) {
    List<String> values =
        aggregate instanceof Aggregate.Pivot pivot
            ? pivot.sum().stream().toList()
            : aggregate.columns();
    Set<Input> inputs = windowed(values);
    if (aggregate instanceof Aggregate.Pivot pivot) {
      inputs.addAll(inputs(pivot.category(), Kind.CONDITIONAL));
    }
    aggregate.over().where().stream()
        .flatMap(rows -> SqlColumns.in(rows).stream())
        .forEach(column -> inputs.addAll(inputs(column, Kind.CONDITIONAL)));
    return inputs;
  }

  private Set<Input> windowed(List<String> aggregated) {
    Set<Input> inputs = new LinkedHashSet<>(inputs(view.eventTime(), Kind.WINDOW));
    view.entity().keySet().forEach(key -> inputs.addAll(inputs(key, Kind.WINDOW)));
    aggregated.forEach(column -> inputs.addAll(inputs(column, Kind.AGGREGATION)));
    return inputs;
  }

  private StructType types() {
    StructType types = new StructType();
    for (Map.Entry<String, String> key : view.entity().entrySet()) {
      types = types.add(key.getKey(), DataType.fromDDL(key.getValue()));
    }
    return types;
  }

  private Set<Input> inputs(String column, Kind kind) {
    if (view.from().isPresent()) {
      return Set.of(Input.of(new Origin.OfLake(view.from().get()), column).as(kind));
    }
    return query.stream()
        .flatMap(answer -> answer.lineage().columns().entrySet().stream())
        .filter(known -> known.getKey().equalsIgnoreCase(column))
        .flatMap(known -> known.getValue().stream())
        .map(input -> input.as(kind))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
