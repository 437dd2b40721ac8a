package io.ingot.features.view;

import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Whole days from the date of the latest event that has a value to the date of the row's step; null
 * where none has.
 */
record Recency(Term term) implements Measure {
  @Override
  public DataType type() {
    return DataTypes.IntegerType;
  }

  @Override
  public List<Column> partials() {
    Column time = Columns.named(Steps.TIME);
    return List.of(
        max(when(term.value().isNotNull(), time)).cast("date").as(term.partial("latest")));
  }

  @Override
  public Column over(Frame frame) {
    return datediff(frame.date(), max(term.read("latest")).over(frame.steps()));
  }
}
