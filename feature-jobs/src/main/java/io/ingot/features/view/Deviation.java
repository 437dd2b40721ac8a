package io.ingot.features.view;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.var_pop;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The standard deviation of the values as a sample (n - 1); null of fewer than two.
 *
 * <p>Each step keeps how many values it has (n), the least of them (base), the mean of their
 * distances from that, and the sum of the squares of their distances from the mean (m2). Two such
 * make one by the update of Chan, Golub and LeVeque (1979): {@code d = mean_b - mean_a; mean =
 * mean_a + d n_b / n; m2 = m2_a + m2_b + d^2 n_a n_b / n}. No large number is ever squared or
 * rounded, so values far from 0 and near each other lose no digits.
 */
record Deviation(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.DoubleType;
  }

  @Override
  public Dataset<Row> among(Dataset<Row> events, List<Column> step) {
    return events
        .withColumn(term.partial("value"), term.value().cast("double"))
        .withColumn(
            term.partial("base"),
            min(term.read("value")).over(Window.partitionBy(step.toArray(Column[]::new))));
  }

  @Override
  public List<Column> partials() {
    Column distance = term.read("value").minus(term.read("base"));
    Column n = count(distance).cast("double");
    Column moments =
        struct(
            n.as("n"),
            min(term.read("base")).as("base"),
            avg(distance).as("mean"),
            var_pop(distance).multiply(n).as("m2"));
    return List.of(when(n.gt(0), moments).as(term.partial("moments")));
  }

  @Override
  public Column over(Frame frame) {
    Column none =
        struct(lit(0.0).as("n"), lit(0.0).as("base"), lit(0.0).as("mean"), lit(0.0).as("m2"));
    return aggregate(
        collect_list(term.read("moments")).over(frame.steps()),
        none,
        (a, b) -> when(a.getField("n").equalTo(0), b).otherwise(merged(a, b)),
        all ->
            when(
                all.getField("n").geq(2),
                sqrt(all.getField("m2").divide(all.getField("n").minus(1)))));
  }

  /** The mean of both is told from the base of the first. */
  private static Column merged(Column a, Column b) {
    Column n = a.getField("n").plus(b.getField("n"));
    Column distance =
        b.getField("base")
            .minus(a.getField("base"))
            .plus(b.getField("mean").minus(a.getField("mean")));
    Column share = b.getField("n").divide(n);
    return struct(
        n.as("n"),
        a.getField("base").as("base"),
        a.getField("mean").plus(distance.multiply(share)).as("mean"),
        a.getField("m2")
            .plus(b.getField("m2"))
            .plus(distance.multiply(distance).multiply(a.getField("n")).multiply(share))
            .as("m2"));
  }
}
