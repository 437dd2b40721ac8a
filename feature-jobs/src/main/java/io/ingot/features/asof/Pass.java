package io.ingot.features.asof;

import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One shuffle and one sort for all views of the same entities: labels and the views' rows are put
 * together, ordered by the moment from which each may be used, and walked through once per entity
 * with the greatest value so far of each view in hand.
 */
final class Pass {
  private static final String KEY = "_key";
  private static final String SPREAD = "_spread";
  private static final String AT = "_at";
  private static final String SIDE = "_side";
  private static final String LABEL = "_carried";
  private static final String VALUE = "_value";
  private static final String FROM = "_from";

  private static final int ROW = 1;

  private final KeySet keySet;
  private final List<Values> values;
  private final LabelTerms terms;

  Pass(KeySet keySet, LabelTerms terms) {
    this.keySet = keySet;
    this.values = keySet.views().stream().map(Values::new).toList();
    this.terms = terms;
  }

  /** What the pass found of a view for a label: its greatest usable value, null where none is. */
  static String found(ViewInput input) {
    return "_found_" + input.view().name().name();
  }

  /** The first moment of which the view has values of the label's entity, known or not. */
  static String first(ViewInput input) {
    return "_first_" + input.view().name().name();
  }

  /**
   * @param labels as {@link Labels#packed} or a pass before answered them
   * @return the same with two columns more per view
   */
  Dataset<Row> over(Dataset<Row> labels) {
    Dataset<Row> all = labels(labels);
    DataType carried = all.schema().apply(LABEL).dataType();
    for (int view = 0; view < values.size(); view++) {
      all = all.union(rows(view, carried));
    }
    return walked(all).filter(Columns.named(SIDE).notEqual(ROW)).select(answers(labels));
  }

  private Dataset<Row> walked(Dataset<Row> all) {
    WindowSpec entity =
        Window.partitionBy(
                Stream.concat(keys(), Stream.of(SPREAD)).map(Columns::named).toArray(Column[]::new))
            .orderBy(Columns.named(AT), Columns.named(SIDE));
    WindowSpec soFar = entity.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec whole = entity.rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    List<Column> columns = new ArrayList<>(List.of(Columns.named(LABEL), Columns.named(SIDE)));
    for (int view = 0; view < values.size(); view++) {
      ViewInput input = values.get(view).input();
      columns.add(max(Columns.named(VALUE + view)).over(soFar).as(found(input)));
      columns.add(min(Columns.named(FROM + view)).over(whole).as(first(input)));
    }
    return all.select(columns.toArray(Column[]::new));
  }

  private Column[] answers(Dataset<Row> labels) {
    List<Column> columns = new ArrayList<>();
    for (String column : labels.columns()) {
      columns.add(Columns.named(LABEL).getField(column).as(column));
    }
    for (ViewInput input : keySet.views()) {
      columns.add(Columns.named(found(input)));
      columns.add(Columns.named(first(input)));
    }
    return columns.toArray(Column[]::new);
  }

  private Dataset<Row> labels(Dataset<Row> labels) {
    List<Column> columns = new ArrayList<>();
    List<Column> keys = new ArrayList<>();
    keySet.keys().forEach((key, type) -> keys.add(Labels.column(key).cast(type)));
    IntStream.range(0, keys.size()).forEach(i -> columns.add(keys.get(i).as(KEY + i)));
    columns.add(spread(keys).as(SPREAD));
    columns.add(Labels.time().as(AT));
    // What cannot be used before a moment is passed before or after the labels of that very one.
    columns.add(lit(terms.isStrict() ? ROW - 1 : ROW + 1).as(SIDE));
    columns.add(struct(Columns.named(List.of(labels.columns())).toArray(Column[]::new)).as(LABEL));
    for (int view = 0; view < values.size(); view++) {
      columns.add(nothing(values.get(view).type()).as(VALUE + view));
      columns.add(nothing(DataTypes.TimestampType).as(FROM + view));
    }
    return labels.select(columns.toArray(Column[]::new));
  }

  /**
   * Labels that can get nothing, having no key or no time, would all meet in one task, so they are
   * spread. By what stays the same when a task is repeated: where its rows come from, not by
   * chance.
   */
  private static Column spread(List<Column> keys) {
    Column idle = keys.stream().map(Column::isNull).reduce(Labels.time().isNull(), Column::or);
    Column[] from =
        Stream.concat(keys.stream(), Stream.of(Labels.time(), spark_partition_id()))
            .toArray(Column[]::new);
    return when(idle, hash(from)).otherwise(lit(0));
  }

  private Dataset<Row> rows(int view, DataType label) {
    Values of = values.get(view);
    List<Column> columns = new ArrayList<>();
    int i = 0;
    for (var key : keySet.keys().entrySet()) {
      columns.add(Columns.named(key.getKey()).cast(key.getValue()).as(KEY + i++));
    }
    Column usableFrom = of.usableFrom(terms);
    columns.add(lit(0).as(SPREAD));
    columns.add(usableFrom.as(AT));
    columns.add(lit(ROW).as(SIDE));
    columns.add(nothing(label).as(LABEL));
    for (int other = 0; other < values.size(); other++) {
      boolean own = other == view;
      columns.add(
          (own ? when(usableFrom.isNotNull(), of.value()) : nothing(values.get(other).type()))
              .as(VALUE + other));
      columns.add(
          (own
                  ? when(not(Columns.named(ViewTable.DELETED)), Columns.named(ViewTable.VALID_FROM))
                  : nothing(DataTypes.TimestampType))
              .as(FROM + other));
    }
    return of.rows().select(columns.toArray(Column[]::new));
  }

  private Stream<String> keys() {
    return IntStream.range(0, keySet.keys().size()).mapToObj(i -> KEY + i);
  }

  private static Column nothing(DataType type) {
    return lit(null).cast(type);
  }
}
