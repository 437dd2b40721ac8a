package io.ingot.features.step;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.PartitionPredicate;
import io.ingot.core.project.FeatureView;
import io.ingot.features.view.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** What of a view has to be looked at again. */
sealed interface Scope {
  /** The events from which the rows in question are computed. */
  Dataset<Row> events(Dataset<Row> events);

  /** The rows of the view's table that they are compared with. */
  Dataset<Row> known(Dataset<Row> table);

  /** The rows that are appended. */
  Dataset<Row> corrections(Dataset<Row> computed, Dataset<Row> known);

  /** Every entity, since nobody can tell which of them changed. */
  record All(Timeline timeline, Instant at) implements Scope {
    @Override
    public Dataset<Row> events(Dataset<Row> events) {
      return events;
    }

    @Override
    public Dataset<Row> known(Dataset<Row> table) {
      return table;
    }

    @Override
    public Dataset<Row> corrections(Dataset<Row> computed, Dataset<Row> known) {
      return timeline.corrections(computed, known, at);
    }
  }

  /**
   * The entities that have marks, each from its first mark on.
   *
   * @param marks as {@link Marks} makes them
   * @param listed all of them, unless they are too many
   */
  record Some(Timeline timeline, FeatureView view, Dataset<Row> marks, Optional<List<Row>> listed)
      implements Scope {
    /** More than that are not worth a place in this process' memory. */
    private static final int MOST = 10_000;

    /** A longer list costs more to check than the files that it spares. */
    private static final int MOST_LITERALS = 1_000;

    private static final Set<Class<? extends DataType>> LITERAL =
        Set.of(
            ByteType.class,
            DateType.class,
            DecimalType.class,
            IntegerType.class,
            LongType.class,
            ShortType.class,
            StringType.class);

    private static final String KEY = "__key_";
    private static final String SINCE = "__since";

    /** Looks the marks up; they are computed again only where they are too many to be kept. */
    static Some of(Timeline timeline, FeatureView view, Dataset<Row> marks, Lake lake) {
      List<Row> some = marks.limit(MOST + 1).collectAsList();
      return some.size() > MOST
          ? new Some(timeline, view, marks, Optional.empty())
          : new Some(
              timeline,
              view,
              lake.spark().createDataFrame(some, marks.schema()),
              Optional.of(some));
    }

    @Override
    public Dataset<Row> events(Dataset<Row> events) {
      Steps steps = new Steps(view);
      Column step = steps.number(Columns.named(view.eventTime()));
      Dataset<Row> entities = entities();
      Dataset<Row> pruned = literally(events);
      if (steps.reach().isEmpty()) {
        return pruned.join(entities, same(pruned, entities), "left_semi");
      }
      long reach = steps.reach().getAsLong();
      Dataset<Row> recent = since(pruned, steps, reach);
      return recent.join(
          entities,
          same(recent, entities).and(step.geq(entities.col(SINCE).minus(lit(reach)))),
          "left_semi");
    }

    @Override
    public Dataset<Row> known(Dataset<Row> table) {
      Dataset<Row> entities = entities();
      Dataset<Row> pruned = literally(table);
      return pruned.join(entities, same(pruned, entities), "left_semi");
    }

    @Override
    public Dataset<Row> corrections(Dataset<Row> computed, Dataset<Row> known) {
      return timeline.corrections(computed, known, marks);
    }

    private int width() {
      return view.entity().size();
    }

    /** One row of an entity: its keys, under other names, and its first step. */
    private Dataset<Row> entities() {
      List<String> names = new ArrayList<>();
      view.entity().keySet().forEach(key -> names.add(KEY + names.size()));
      names.add(SINCE);
      Dataset<Row> entities =
          listed
              .map(rows -> marks.sparkSession().createDataFrame(first(rows), entity()))
              .orElseGet(
                  () ->
                      marks.groupBy(keys().toArray(Column[]::new)).agg(min(Marks.STEP).as(SINCE)));
      return entities.toDF(names.toArray(String[]::new));
    }

    private StructType entity() {
      StructType entity = new StructType();
      for (int i = 0; i <= width(); i++) {
        entity = entity.add(marks.schema().fields()[i]);
      }
      return entity;
    }

    private List<Row> first(List<Row> rows) {
      Map<List<Object>, Long> first = new LinkedHashMap<>();
      rows.forEach(row -> first.merge(values(row), row.getLong(width()), Math::min));
      return first.entrySet().stream()
          .map(
              entity ->
                  RowFactory.create(
                      Stream.concat(entity.getKey().stream(), Stream.of(entity.getValue()))
                          .toArray()))
          .toList();
    }

    private List<Object> values(Row row) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < width(); i++) {
        values.add(row.get(i));
      }
      return values;
    }

    private List<Column> keys() {
      return Columns.named(view.entity().keySet());
    }

    private Column same(Dataset<Row> rows, Dataset<Row> entities) {
      Column same = lit(true);
      int i = 0;
      for (Map.Entry<String, String> key : view.entity().entrySet()) {
        Column own = rows.col("`" + key.getKey().replace("`", "``") + "`").cast(key.getValue());
        same = same.and(own.equalTo(entities.col(KEY + i++)));
      }
      return same;
    }

    /** Fewer rows, by a condition that Delta can pass files over by; not always the fewest. */
    private Dataset<Row> literally(Dataset<Row> rows) {
      if (listed.isEmpty()) {
        return rows;
      }
      List<Row> entities = first(listed.get());
      if (entities.isEmpty()) {
        return rows.filter(lit(false));
      }
      boolean plain =
          view.entity().keySet().stream()
              .allMatch(
                  key -> {
                    DataType type = rows.schema().apply(key).dataType();
                    return type.equals(marks.schema().apply(key).dataType())
                        && LITERAL.stream().anyMatch(literal -> literal.isInstance(type));
                  });
      return plain && entities.size() <= MOST_LITERALS
          ? rows.filter(
              expr(PartitionPredicate.over("", List.copyOf(view.entity().keySet()), entities)))
          : rows;
    }

    private Dataset<Row> since(Dataset<Row> events, Steps steps, long reach) {
      Optional<Instant> first =
          listed.stream()
              .flatMap(List::stream)
              .map(row -> row.getLong(width()))
              .min(Long::compare)
              .map(least -> steps.moment(least - reach));
      DataType type = events.schema().apply(view.eventTime()).dataType();
      Column time = Columns.named(view.eventTime());
      if (first.isPresent() && type instanceof TimestampType) {
        return events.filter(time.geq(lit(first.get())));
      }
      return first.isPresent() && type instanceof DateType
          ? events.filter(time.geq(lit(first.get().atZone(ZoneOffset.UTC).toLocalDate())))
          : events;
    }
  }
}
