package io.ingot.features;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.DataTypeParserInterface;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Checks that a view's declaration fits the columns of its input, before a row is read. */
final class ViewColumns {
  private static final DataTypeParserInterface SQL = CatalystSqlParser$.MODULE$;

  private final FeatureView view;
  private final StructType input;
  private final List<String> problems = new ArrayList<>();

  private ViewColumns(FeatureView view, StructType input) {
    this.view = view;
    this.input = input;
  }

  /**
   * @param input columns of the table that the view is computed from
   * @throws ProjectException with all that does not fit
   */
  static void require(FeatureView view, StructType input) {
    ViewColumns columns = new ViewColumns(view, input);
    view.entity().forEach(columns::entity);
    columns.time("event_time", view.eventTime());
    columns.time("known_time", view.knownTime());
    WindowedFeature.of(view).forEach(columns::feature);
    columns.differentNames();
    if (!columns.problems.isEmpty()) {
      throw new ProjectException(
          "Cannot compute "
              + view.name()
              + " from "
              + view.from()
              + ": "
              + String.join("; ", columns.problems)
              + ". "
              + view.from()
              + " has the columns "
              + String.join(", ", input.fieldNames())
              + ". Correct features/"
              + view.name().name()
              + ".yml.");
    }
  }

  private void entity(String key, String type) {
    exists("entity", key);
    try {
      SQL.parseDataType(type);
    } catch (ParseException e) {
      problems.add("entity " + key + " has no Spark SQL type: " + type);
    }
  }

  private void time(String role, String column) {
    if (exists(role, column) && !isTime(type(column))) {
      problems.add(
          role + " " + column + " is a " + type(column).sql() + ", not a date or timestamp");
    }
  }

  private void feature(WindowedFeature windowed) {
    Feature feature = windowed.feature();
    String role = windowed.name() + ": " + feature.aggregate().word();
    if (windowed.countsRows() || !exists(role, feature.column())) {
      return;
    }
    boolean adds =
        feature.aggregate() == Feature.Aggregate.SUM
            || feature.aggregate() == Feature.Aggregate.MEAN;
    boolean scales = feature.scale().isPresent() && feature.aggregate() != Feature.Aggregate.COUNT;
    if ((adds || scales) && !(type(feature.column()) instanceof NumericType)) {
      problems.add(
          role
              + " "
              + feature.column()
              + (adds ? "" : " with scale")
              + " needs a number, but it is a "
              + type(feature.column()).sql());
    }
  }

  private void differentNames() {
    Set<String> seen = new LinkedHashSet<>();
    Stream.of(
            view.entity().keySet().stream(),
            Stream.of(
                WindowedAggregates.EVENT_TIME,
                WindowedAggregates.KNOWN_TIME,
                TimeSplit.SPLIT,
                FittedScaling.SCALED),
            WindowedFeature.of(view).stream().flatMap(feature -> feature.columns().stream()))
        .flatMap(names -> names)
        .filter(name -> !seen.add(name.toLowerCase(Locale.ROOT)))
        .forEach(name -> problems.add("the view would have two columns " + name));
  }

  private boolean exists(String role, String column) {
    boolean exists = List.of(input.fieldNames()).contains(column);
    if (!exists) {
      problems.add(role + " " + column + " is no column");
    }
    return exists;
  }

  private DataType type(String column) {
    return input.apply(column).dataType();
  }

  private static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }
}
