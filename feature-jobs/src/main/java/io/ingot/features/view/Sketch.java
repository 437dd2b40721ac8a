package io.ingot.features.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.hll_sketch_agg;
import static org.apache.spark.sql.functions.hll_sketch_estimate;
import static org.apache.spark.sql.functions.hll_union_agg;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * About how many different values there are: by a HyperLogLog sketch of each step, of which those
 * of a window are united. With 2^12 registers the standard error is 1.04 / sqrt(4096), 1.6 %.
 */
record Sketch(Term term) implements Measure {
  private static final int LOG_REGISTERS = 12;

  @Override
  public DataType type() {
    return DataTypes.LongType;
  }

  @Override
  public List<Column> partials() {
    // Sketches take few types; texts of equal values are equal.
    return List.of(
        hll_sketch_agg(term.plain().cast("string"), LOG_REGISTERS).as(term.partial("sketch")));
  }

  @Override
  public Column over(Frame frame) {
    Column united = hll_union_agg(term.read("sketch")).over(frame.steps());
    return coalesce(hll_sketch_estimate(united), lit(0L));
  }
}
