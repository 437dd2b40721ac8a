package io.ingot.features.view;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.size;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** How many different values there are, from the set of each step's. */
record Variety(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.LongType;
  }

  @Override
  public List<Column> partials() {
    return List.of(collect_set(term.plain()).as(term.partial("set")));
  }

  @Override
  public Column over(Frame frame) {
    Column sets = collect_list(term.read("set")).over(frame.steps());
    return size(array_distinct(flatten(sets))).cast("bigint");
  }
}
