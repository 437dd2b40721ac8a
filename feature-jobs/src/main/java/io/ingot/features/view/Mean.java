package io.ingot.features.view;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The mean of the values, however many a step has; null of none. */
record Mean(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.DoubleType;
  }

  @Override
  public List<Column> partials() {
    return List.of(
        sum(term.wide()).as(term.partial("sum")), count(term.value()).as(term.partial("count")));
  }

  @Override
  public Column over(Frame frame) {
    Column values = sum(term.read("count")).over(frame.steps());
    Column total = sum(term.read("sum")).over(frame.steps());
    return when(values.gt(0), total.cast("double").divide(values.cast("double")));
  }
}
