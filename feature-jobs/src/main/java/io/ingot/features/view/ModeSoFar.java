package io.ingot.features.view;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * The value that has occurred most often so far, of several the least; null of none.
 *
 * <p>How often a value has occurred only grows, so its last count is its greatest, and one entry of
 * each step is enough: that of the value which leads among those of the step.
 */
record ModeSoFar(Term term) implements Measure {
  @Override
  public DataType type() {
    return term.type();
  }

  @Override
  public Dataset<Row> among(Dataset<Row> events, List<Column> step) {
    Column value = term.read("value");
    Column soFar = count(value).over(SoFar.same(step, value));
    Column entry = struct(negate(soFar).as("order"), value.as("value"));
    return events
        .withColumn(term.partial("value"), term.plain())
        .withColumn(term.partial("entry"), when(value.isNotNull(), entry));
  }

  @Override
  public List<Column> partials() {
    return List.of(min(term.read("entry")).as(term.partial("leader")));
  }

  @Override
  public Column over(Frame frame) {
    return min(term.read("leader")).over(frame.steps()).getField("value");
  }
}
