package io.ingot.features.step;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.project.FeatureView;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Lays what a view's rows are now beside what its table last said of them, and tells the rows that
 * are appended to make the one of the other.
 *
 * <p>A step that has no row any more gets one with the values of the visible row before it, which
 * is what a reader would find there had the step never had one; where nothing is before it, or only
 * what is too old by then, the row says that the entity has no values.
 *
 * <p>A reader as of a moment must find what it found then. So a row that takes another's place is
 * known later than that: when its own events were known, or, where they do not say that anything
 * changed, when the change was committed.
 */
record Timeline(FeatureView view) {
  private static final String NOW = "__now";
  private static final String WAS = "__was";
  private static final String SINCE = "__since";
  private static final String TOUCHED = "__touched";
  private static final String CHANGED = "__changed";
  private static final String KNOWN = "__known";
  private static final String HELD = "__held";

  private static final Column NONE = lit(null).cast("timestamp");

  /**
   * The rows to append where marks tell what changed.
   *
   * @param computed as {@link io.ingot.features.view.ViewRows} makes them, right from each entity's
   *     first mark on
   * @param table all rows of those entities that the view's table has
   * @param marks as {@link Marks} makes them
   * @return rows by the columns of {@code computed}
   */
  Dataset<Row> corrections(Dataset<Row> computed, Dataset<Row> table, Dataset<Row> marks) {
    StructType row = computed.schema().asNullable();
    List<Column> marked = new ArrayList<>(keys());
    marked.add(col(Marks.STEP));
    marked.add(lit(null).cast(row).as(NOW));
    marked.add(lit(null).cast(row).as(WAS));
    marked.add(col(Marks.AT));
    marked.add(col(Marks.SILENT));
    return corrections(
        now(computed, NONE)
            .union(was(table, row, NONE))
            .union(marks.select(marked.toArray(Column[]::new))),
        row,
        NONE);
  }

  /**
   * The rows to append where nobody knows what changed.
   *
   * @param at when the input was committed as it is now
   */
  Dataset<Row> corrections(Dataset<Row> computed, Dataset<Row> table, Instant at) {
    StructType row = computed.schema().asNullable();
    return corrections(now(computed, lit(at)).union(was(table, row, lit(at))), row, lit(at));
  }

  private Dataset<Row> now(Dataset<Row> computed, Column at) {
    Column now = struct(Columns.named(List.of(computed.columns())).toArray(Column[]::new));
    return side(computed, now, lit(null).cast(computed.schema().asNullable()), at);
  }

  private Dataset<Row> was(Dataset<Row> table, StructType row, Column at) {
    Column was =
        struct(
            Stream.of(row.fields())
                .map(field -> Columns.named(field.name()).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    return side(table, lit(null).cast(row), was, at);
  }

  private Dataset<Row> side(Dataset<Row> rows, Column now, Column was, Column at) {
    List<Column> columns = new ArrayList<>(keys());
    columns.add(new Steps(view).number(col(ViewTable.EVENT_TIME)).as(Marks.STEP));
    columns.add(now.as(NOW));
    columns.add(was.as(WAS));
    columns.add(at.as(Marks.AT));
    columns.add(NONE.as(Marks.SILENT));
    return rows.select(columns.toArray(Column[]::new));
  }

  private Dataset<Row> corrections(Dataset<Row> sides, StructType row, Column unmarked) {
    WindowSpec entity = Window.partitionBy(array(keys())).orderBy(col(Marks.STEP));
    WindowSpec before = entity.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec reached =
        new Steps(view)
            .reach().stream()
                .mapToObj(reach -> entity.rangeBetween(-reach, Window.currentRow()))
                .findFirst()
                .orElse(before);
    Dataset<Row> beside =
        beside(sides)
            .withColumn(SINCE, max(Marks.AT).over(before))
            .withColumn(TOUCHED, max(Marks.AT).over(reached).isNotNull())
            .withColumn(Marks.SILENT, max(Marks.SILENT).over(reached));
    Dataset<Row> changed =
        beside
            .withColumn(CHANGED, changed(row))
            .withColumn(
                KNOWN, when(col(CHANGED), known(unmarked)).otherwise(was(ViewTable.KNOWN_TIME)));
    Dataset<Row> carried =
        changed
            .withColumn(HELD, last(held(), true).over(before))
            .withColumn(HELD, when(holds(), col(HELD)));
    return carried.filter(col(CHANGED).or(vanished(row))).select(row(row));
  }

  /** One row of an entity and step. */
  private Dataset<Row> beside(Dataset<Row> sides) {
    List<Column> step = new ArrayList<>(keys());
    step.add(col(Marks.STEP));
    // A row that is not known yet is the last to be taken for what the table says.
    Column latest = when(col(WAS).isNotNull(), struct(was(ViewTable.KNOWN_TIME)));
    return sides
        .repartition(array(keys()))
        .groupBy(array(step))
        .agg(
            first(col(NOW), true).as(NOW),
            max_by(col(WAS), latest).as(WAS),
            max(Marks.AT).as(Marks.AT),
            max(Marks.SILENT).as(Marks.SILENT));
  }

  private Column changed(StructType row) {
    Column same =
        not(was(ViewTable.DELETED))
            .and(was(ViewTable.KNOWN_TIME).isNotNull().or(now(ViewTable.KNOWN_TIME).isNull()))
            .and(sameFeatures(row, col(NOW), col(WAS)));
    Column neverUsed =
        col(WAS)
            .isNotNull()
            .and(was(ViewTable.KNOWN_TIME).isNull())
            .and(now(ViewTable.KNOWN_TIME).isNull());
    return col(NOW)
        .isNotNull()
        .and(col(SINCE).isNotNull())
        .and(col(TOUCHED))
        .and(not(neverUsed))
        .and(not(coalesce(same, lit(false))));
  }

  /** When a row of now is known; null where that is not told and it takes no other's place. */
  private static Column known(Column unmarked) {
    Column own = now(ViewTable.KNOWN_TIME);
    Column replaced = was(ViewTable.KNOWN_TIME);
    Column later = greatest(own, col(Marks.SILENT), unmarked);
    return when(replaced.isNull(), when(own.isNotNull(), greatest(own, col(Marks.SILENT))))
        .otherwise(when(later.gt(replaced), later).otherwise(after(replaced, col(SINCE))));
  }

  private static Column after(Column replaced, Column other) {
    return greatest(other, replaced.plus(expr("INTERVAL 1 MICROSECOND")));
  }

  /** The row that a reader finds at a step, and since when; null where it looks further back. */
  private static Column held() {
    Column row =
        when(col(CHANGED), col(NOW)).when(col(NOW).isNotNull().or(col(SINCE).isNull()), col(WAS));
    return when(
        col(KNOWN).isNotNull().and(not(row.getField(ViewTable.DELETED))),
        struct(col(KNOWN).as(KNOWN), row.as(NOW)));
  }

  /** Whether the row before a step may still be used when the step's own would begin to hold. */
  private Column holds() {
    Column from = col(HELD).getField(NOW).getField(ViewTable.VALID_FROM);
    Column age = unix_micros(was(ViewTable.VALID_FROM)).minus(unix_micros(from));
    return view.ttl()
        .map(ttl -> age.leq(lit(BigDecimal.valueOf(ttl.toSeconds()).movePointRight(6))))
        .orElse(lit(true));
  }

  /** Whether a step lost its row, or has one in place of that which ought to say another thing. */
  private Column vanished(StructType row) {
    Column gone =
        col(NOW)
            .isNull()
            .and(col(SINCE).isNotNull())
            .and(col(WAS).isNotNull())
            .and(was(ViewTable.KNOWN_TIME).isNotNull());
    Column other =
        when(col(HELD).isNull(), not(was(ViewTable.DELETED)))
            .otherwise(
                was(ViewTable.DELETED)
                    .or(not(sameFeatures(row, col(HELD).getField(NOW), col(WAS)))));
    return gone.and(other);
  }

  private Column[] row(StructType row) {
    List<String> features = view.outputs();
    List<Column> columns = new ArrayList<>(keys());
    for (StructField field : row.fields()) {
      String name = field.name();
      if (features.contains(name)) {
        columns.add(
            when(col(CHANGED), now(name))
                .otherwise(col(HELD).getField(NOW).getField(name))
                .as(name));
      } else if (name.equals(ViewTable.KNOWN_TIME)) {
        Column instead =
            greatest(col(HELD).getField(KNOWN), after(was(ViewTable.KNOWN_TIME), col(SINCE)));
        columns.add(when(col(CHANGED), col(KNOWN)).otherwise(instead).as(name));
      } else if (name.equals(ViewTable.DELETED)) {
        columns.add(not(col(CHANGED)).and(col(HELD).isNull()).as(name));
      } else if (!view.entity().containsKey(name)) {
        columns.add(when(col(CHANGED), now(name)).otherwise(was(name)).as(name));
      }
    }
    return array(columns);
  }

  private Column sameFeatures(StructType row, Column one, Column other) {
    return view.outputs().stream()
        .map(
            name -> {
              DataType type = row.apply(name).dataType();
              return same(one.getField(name), other.getField(name), type);
            })
        .reduce(lit(true), Column::and);
  }

  /** Sums of doubles are taken in any order, so that their last digits may differ by chance. */
  private static Column same(Column one, Column other, DataType type) {
    Column equal = comparable(one, type).eqNullSafe(comparable(other, type));
    if (!(type instanceof DoubleType || type instanceof FloatType)) {
      return equal;
    }
    double digits = type instanceof DoubleType ? 1e-12 : 1e-6;
    Column close = abs(one.minus(other)).lt(greatest(abs(one), abs(other)).multiply(digits));
    return equal.or(coalesce(close, lit(false)));
  }

  /** Maps are compared as texts, since Spark compares them by nothing else. */
  private static Column comparable(Column value, DataType type) {
    return type.catalogString().contains("map<")
        ? org.apache.spark.sql.functions.to_json(struct(value.as("map")))
        : value;
  }

  private static Column now(String name) {
    return col(NOW).getField(name);
  }

  private static Column was(String name) {
    return col(WAS).getField(name);
  }

  private List<Column> keys() {
    return Columns.named(view.entity().keySet());
  }

  private static Column[] array(List<Column> columns) {
    return columns.toArray(Column[]::new);
  }
}
