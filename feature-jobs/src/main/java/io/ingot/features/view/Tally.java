package io.ingot.features.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** How many values there are. */
record Tally(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.LongType;
  }

  @Override
  public List<Column> partials() {
    return List.of(count(term.value()).as(term.partial("count")));
  }

  @Override
  public Column over(Frame frame) {
    return coalesce(sum(term.read("count")).over(frame.steps()), lit(0L));
  }
}
