package io.ingot.features.view;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * By how much the sums of steps grow from one step to the next: the slope of the least-squares line
 * through the sums of all k steps of the window, those without a value being 0.
 *
 * <p>With x the distance of a step from the middle of the window, which lies (k - 1) / 2 steps
 * before its end, and y the step's sum: {@code slope = sum(x y) / sum(x^2)}, where {@code sum(x^2)
 * = k (k^2 - 1) / 12}. Steps whose sum is 0 add nothing, so only those with values are looked at.
 */
record Slope(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.DoubleType;
  }

  @Override
  public List<Column> partials() {
    Column total = sum(term.wide()).cast("double");
    Column point = struct(Columns.named(Steps.STEP).as("step"), total.as("y"));
    return List.of(when(total.isNotNull(), point).as(term.partial("point")));
  }

  @Override
  public Column over(Frame frame) {
    double length = frame.length().orElseThrow();
    Column middle = frame.step().minus(lit((length - 1) / 2));
    double squares = length * (length * length - 1) / 12;
    return aggregate(
            collect_list(term.read("point")).over(frame.steps()),
            lit(0.0),
            (all, point) ->
                all.plus(point.getField("step").minus(middle).multiply(point.getField("y"))))
        .divide(lit(squares));
  }
}
