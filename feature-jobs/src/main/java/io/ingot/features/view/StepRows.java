package io.ingot.features.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.FeatureView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * From events to rows of steps: partial results of each step with an event, of which those of a
 * window are put together. All of an entity is brought to one place once, and both are done there.
 */
final class StepRows {
  private static final String EVENTS = "__events";
  private static final String UNKNOWN = "__unknown";
  private static final String LAST = "__last";
  private static final String AT = "__at";

  private final FeatureView view;
  private final List<Windowed> measures;
  private final List<String> keys = new ArrayList<>();
  private final Steps steps;

  private StepRows(FeatureView view, StructType input) {
    this.view = view;
    this.measures = Measures.of(view, input);
    view.entity().keySet().forEach(key -> keys.add("__key" + keys.size()));
    this.steps = new Steps(view.grain(), Columns.named(keys));
  }

  /** The rows of a view of aggregates, in the columns of {@link ViewRows}. */
  static Dataset<Row> of(Dataset<Row> events, FeatureView view) {
    StepRows rows = new StepRows(view, events.schema());
    Dataset<Row> partials = rows.partials(rows.placed(events));
    return rows.named(
        rows.windows(view.rows() == FeatureView.Rows.STEPS ? rows.goingOn(partials) : partials));
  }

  /** Events of an entity and a time, with their step, all of an entity in one place. */
  private Dataset<Row> placed(Dataset<Row> events) {
    List<Column> columns = new ArrayList<>(List.of(col("*")));
    List<String> types = List.copyOf(view.entity().values());
    List<String> names = List.copyOf(view.entity().keySet());
    for (int i = 0; i < keys.size(); i++) {
      columns.add(Columns.named(names.get(i)).cast(types.get(i)).as(keys.get(i)));
    }
    columns.add(Columns.named(view.eventTime()).cast("timestamp").as(Steps.TIME));
    columns.add(Moments.reached(view.knownTime(), events.schema()).as(Steps.KNOWN));
    Column whole =
        Stream.concat(keys.stream(), Stream.of(Steps.TIME))
            .map(name -> Columns.named(name).isNotNull())
            .reduce(lit(true), Column::and);
    Dataset<Row> placed =
        events
            .select(columns.toArray(Column[]::new))
            .filter(whole)
            .withColumn(Steps.STEP, steps.number(Columns.named(Steps.TIME)))
            .repartition(steps.keys().toArray(Column[]::new));
    for (Windowed windowed : measures) {
      placed = windowed.measure().among(placed, step());
    }
    return placed;
  }

  private Dataset<Row> partials(Dataset<Row> events) {
    List<Column> partials = new ArrayList<>();
    partials.add(max(Steps.KNOWN).as(Steps.KNOWN));
    partials.add(count_if(Columns.named(Steps.KNOWN).isNull()).as(UNKNOWN));
    partials.add(count(lit(1)).as(EVENTS));
    measures.forEach(windowed -> partials.addAll(windowed.measure().partials()));
    return events
        .groupBy(step().toArray(Column[]::new))
        .agg(partials.get(0), partials.subList(1, partials.size()).toArray(Column[]::new));
  }

  /**
   * The steps with events and those after each, up to the next with an event and no further than
   * the first at which the widest window is empty.
   */
  private Dataset<Row> goingOn(Dataset<Row> partials) {
    Column step = Columns.named(Steps.STEP);
    Column empty = step.plus(longest().map(steps.grain()::steps).orElse(0L));
    Column next = lead(step, 1).over(steps.ordered());
    Column last = least(empty, coalesce(next.minus(1), empty));
    List<Column> columns = new ArrayList<>(steps.keys());
    columns.add(Columns.named(AT).as(Steps.STEP));
    Arrays.stream(partials.columns())
        .filter(name -> !keys.contains(name) && !name.equals(Steps.STEP))
        .forEach(
            name ->
                columns.add(when(Columns.named(AT).equalTo(step), Columns.named(name)).as(name)));
    return partials
        .withColumn(LAST, last)
        .withColumn(AT, explode(sequence(step, Columns.named(LAST))))
        .select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> windows(Dataset<Row> partials) {
    List<Column> columns = new ArrayList<>(step());
    columns.add(known().as(ViewTable.KNOWN_TIME));
    for (Windowed windowed : measures) {
      windowed
          .windows()
          .forEach(
              window ->
                  columns.add(
                      windowed.measure().over(steps.window(window)).as(windowed.column(window))));
    }
    return partials.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> named(Dataset<Row> windows) {
    List<Column> columns = new ArrayList<>();
    List<String> names = List.copyOf(view.entity().keySet());
    for (int i = 0; i < keys.size(); i++) {
      columns.add(Columns.named(keys.get(i)).as(names.get(i)));
    }
    Column step = Columns.named(Steps.STEP);
    columns.add(steps.start(step).as(ViewTable.EVENT_TIME));
    columns.add(steps.end(step).as(ViewTable.VALID_FROM));
    columns.add(Columns.named(ViewTable.KNOWN_TIME));
    view.aggregated().forEach((name, feature) -> columns.addAll(outputs(name, feature)));
    columns.add(lit(false).as(ViewTable.DELETED));
    return windows.select(columns.toArray(Column[]::new));
  }

  private static List<Column> outputs(String name, Aggregate feature) {
    return feature instanceof Aggregate.Ratio ratio
        ? Quotient.columns(name, ratio)
        : Columns.named(feature.outputs(name));
  }

  /**
   * The greatest known time in the widest window, or null where one of it is not told. A row at
   * which that window is empty is known with the events that have just left it.
   */
  private Column known() {
    Optional<Duration> widest = widest();
    Column known = known(steps.window(widest));
    if (widest.isEmpty() || view.rows() == FeatureView.Rows.EVENTS) {
      return known;
    }
    Column events = sum(EVENTS).over(steps.window(widest).steps());
    return when(events.isNotNull(), known)
        .otherwise(known(steps.window(widest.map(view.grain().step()::plus))));
  }

  private static Column known(Frame frame) {
    Column unknown = sum(UNKNOWN).over(frame.steps());
    return when(unknown.equalTo(0), max(Steps.KNOWN).over(frame.steps()));
  }

  /** The widest window; empty where a feature goes over all events. */
  private Optional<Duration> widest() {
    return measures.stream().anyMatch(windowed -> windowed.lengths().isEmpty())
        ? Optional.empty()
        : longest();
  }

  private Optional<Duration> longest() {
    return measures.stream()
        .flatMap(windowed -> windowed.lengths().stream())
        .max(Comparator.naturalOrder());
  }

  private List<Column> step() {
    List<Column> step = new ArrayList<>(steps.keys());
    step.add(Columns.named(Steps.STEP));
    return step;
  }
}
