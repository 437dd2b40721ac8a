package io.ingot.features.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** How many different values there have been so far: the sum of those new in each step. */
record VarietySoFar(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.LongType;
  }

  @Override
  public Dataset<Row> among(Dataset<Row> events, List<Column> step) {
    Column value = term.read("value");
    Column number = step.get(step.size() - 1);
    Column first = min(number).over(SoFar.same(step, value));
    return events
        .withColumn(term.partial("value"), term.plain())
        .withColumn(term.partial("new"), when(number.equalTo(first), value));
  }

  @Override
  public List<Column> partials() {
    return List.of(size(collect_set(term.read("new"))).as(term.partial("count")));
  }

  @Override
  public Column over(Frame frame) {
    return coalesce(sum(term.read("count")).over(frame.steps()), lit(0L));
  }
}
