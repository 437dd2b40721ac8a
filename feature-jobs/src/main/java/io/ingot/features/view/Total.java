package io.ingot.features.view;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;

/** The sum of the values; 0 of none. */
record Total(Term term) implements Measure {
  /** How much wider Spark makes a sum of decimals, which is done twice. */
  private static final int WIDER = 20;

  @Override
  public DataType type() {
    if (term.type() instanceof DecimalType decimal) {
      return DataTypes.createDecimalType(
          Math.min(DecimalType.MAX_PRECISION(), decimal.precision() + WIDER), decimal.scale());
    }
    return term.type() instanceof IntegralType ? DataTypes.LongType : DataTypes.DoubleType;
  }

  @Override
  public List<Column> partials() {
    return List.of(sum(term.value()).as(term.partial("sum")));
  }

  @Override
  public Column over(Frame frame) {
    return coalesce(sum(term.read("sum")).over(frame.steps()), lit(0).cast(type()));
  }
}
