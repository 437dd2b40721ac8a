package io.ingot.features.view;

import static java.util.stream.Collectors.toSet;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Aggregate;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.RowFeature;
import io.ingot.core.project.SqlColumns;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.catalyst.parser.DataTypeParserInterface;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Checks that a view's declaration fits the columns of its input, before a row is read. */
public final class ViewColumns {
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
  public static void require(FeatureView view, StructType input) {
    ViewColumns columns = new ViewColumns(view, input);
    view.entity().forEach(columns::entity);
    columns.time("event_time", view.eventTime());
    columns.time("known_time", view.knownTime());
    view.features().forEach(columns::feature);
    columns.differentNames();
    if (columns.problems.isEmpty()) {
      columns.numbers();
    }
    if (!columns.problems.isEmpty()) {
      throw new ProjectException(
          "Cannot compute "
              + view.name()
              + " from "
              + source(view)
              + ": "
              + String.join("; ", columns.problems)
              + ". "
              + source(view)
              + " has the columns "
              + String.join(", ", input.fieldNames())
              + ". Correct features/"
              + view.name().name()
              + ".yml.");
    }
  }

  private static String source(FeatureView view) {
    return view.from().map(TableName::toString).orElse("its query");
  }

  private void entity(String key, String type) {
    boolean exists = exists("entity", key);
    try {
      DataType declared = SQL.parseDataType(type);
      if (exists && !Cast.canUpCast(type(key), declared)) {
        problems.add(
            "entity "
                + key
                + " is "
                + words(type(key))
                + ", of which not every one is "
                + words(declared)
                + ": declare that type, or cast it in the query");
      }
    } catch (ParseException e) {
      problems.add("entity " + key + " has no Spark SQL type: " + type);
    }
  }

  private void time(String role, String column) {
    if (exists(role, column) && !Need.TIME.isMetBy(type(column))) {
      problems.add(
          role + " " + column + " is " + words(type(column)) + ", not " + Need.TIME.words());
    }
  }

  private void feature(String name, Feature feature) {
    if (feature instanceof Aggregate aggregate) {
      aggregate.over().where().ifPresent(rows -> condition(name + ": where", rows));
    }
    if (feature instanceof Aggregate.OfColumn one) {
      if (!one.columns().isEmpty() || !countsEvents(one)) {
        needs(name + ": " + one.word(), one.column(), Kind.of(one).need());
      }
    } else if (feature instanceof Aggregate.Pivot pivot) {
      exists(name + ": pivot", pivot.category());
      pivot.sum().ifPresent(column -> needs(name + ": adding", column, Need.NUMBER));
    } else if (feature instanceof RowFeature row) {
      needs(name + ": " + row.word(), row.column(), RowKind.of(row).need());
    }
  }

  private void needs(String role, String column, Need need) {
    if (exists(role, column) && !need.isMetBy(type(column))) {
      problems.add(
          role + " " + column + " needs " + need.words() + ", but it is " + words(type(column)));
    }
  }

  private static boolean countsEvents(Aggregate.OfColumn feature) {
    return feature instanceof Aggregate.Count || feature instanceof Aggregate.DaysSince;
  }

  private void condition(String role, String sql) {
    Stream<String> known = Arrays.stream(input.fieldNames());
    Set<String> names = known.map(name -> name.toLowerCase(Locale.ROOT)).collect(toSet());
    SqlColumns.in(sql).stream()
        .filter(name -> !names.contains(name.toLowerCase(Locale.ROOT)))
        .forEach(name -> problems.add(role + " " + name + " is no column"));
  }

  /** What is scaled or divided has to be a number, whatever it is made of. */
  private void numbers() {
    Map<String, DataType> types = ViewSchema.types(view, input);
    view.features()
        .forEach(
            (name, feature) -> {
              if (feature.terms().scale().isPresent()) {
                String role = name + ": " + String.join(" ", words(feature)) + " with scale";
                number(role, types.get(feature.outputs(name).get(0)));
              }
              if (feature instanceof Aggregate.Ratio ratio) {
                ratio.features().forEach(part -> divided(name, part, types));
              }
            });
  }

  private void divided(String ratio, String part, Map<String, DataType> types) {
    Feature feature = view.features().get(part);
    if (feature == null) {
      problems.add(ratio + ": ratio of " + part + " is no feature");
    } else {
      number(ratio + ": ratio of " + part, types.get(feature.outputs(part).get(0)));
    }
  }

  private void number(String role, DataType type) {
    if (!Need.NUMBER.isMetBy(type)) {
      problems.add(role + " needs a number, but it is " + words(type));
    }
  }

  private static List<String> words(Feature feature) {
    return Stream.concat(Stream.of(feature.word()), feature.columns().stream()).toList();
  }

  private static String words(DataType type) {
    return "a " + type.sql();
  }

  private void differentNames() {
    Set<String> seen = new LinkedHashSet<>();
    Stream.of(
            view.entity().keySet().stream(),
            Stream.of(
                ViewTable.EVENT_TIME,
                ViewTable.VALID_FROM,
                ViewTable.KNOWN_TIME,
                ViewTable.DELETED,
                "_split",
                "_scaled"),
            view.outputs().stream())
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
}
