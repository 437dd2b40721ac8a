package io.ingot.features.view;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;

/**
 * The value that occurs most often, of several the least; null of none.
 *
 * <p>Each step keeps its different values, each with how often it occurs. Those of a window are
 * sorted by value and added up in one walk, in which only a greater sum takes the lead.
 */
record Mode(Term term) implements Measure {
  @Override
  public DataType type() {
    return term.type();
  }

  @Override
  public Dataset<Row> among(Dataset<Row> events, List<Column> step) {
    Dataset<Row> valued = events.withColumn(term.partial("value"), term.plain());
    Column value = term.read("value");
    List<Column> same = new ArrayList<>(step);
    same.add(value);
    Column times = count(value).over(Window.partitionBy(same.toArray(Column[]::new)));
    return valued.withColumn(
        term.partial("entry"),
        when(value.isNotNull(), struct(value.as("value"), times.as("times"))));
  }

  @Override
  public List<Column> partials() {
    return List.of(collect_set(term.read("entry")).as(term.partial("entries")));
  }

  @Override
  public Column over(Frame frame) {
    Column entries = collect_list(term.read("entries")).over(frame.steps());
    Column none = lit(null).cast(type());
    return aggregate(
        sort_array(flatten(entries)),
        struct(none.as("best"), lit(0L).as("most"), none.as("value"), lit(0L).as("times")),
        Mode::counted,
        all -> all.getField("best"));
  }

  private static Column counted(Column all, Column entry) {
    Column value = entry.getField("value");
    Column times =
        when(value.eqNullSafe(all.getField("value")), all.getField("times"))
            .otherwise(lit(0L))
            .plus(entry.getField("times"));
    Column leads = times.gt(all.getField("most"));
    return struct(
        when(leads, value).otherwise(all.getField("best")).as("best"),
        greatest(times, all.getField("most")).as("most"),
        value.as("value"),
        times.as("times"));
  }
}
