package io.ingot.features.prepare;

import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A preparation with what the training part taught it.
 *
 * @param parameters the same as the model, in plain numbers
 * @param model makes the outputs from the columns as they are; where {@link #apply} gives arrays it
 *     gives vectors, which other stages of MLlib take, and it leaves columns of its own between,
 *     whose names begin with an underscore
 */
public record Prepared(PreparationParameters parameters, PipelineModel model) {
  /** The columns that are added, in order. */
  public List<String> outputs() {
    return parameters.steps().stream().map(Learned::output).toList();
  }

  /**
   * All rows with {@link #outputs} behind their columns: numbers, of an index INT, and arrays of
   * DOUBLE.
   */
  public Dataset<Row> apply(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>(Columns.named(List.of(rows.columns())));
    parameters.steps().forEach(step -> columns.add(step.plain()));
    return model.transform(rows).select(columns.toArray(Column[]::new));
  }
}
