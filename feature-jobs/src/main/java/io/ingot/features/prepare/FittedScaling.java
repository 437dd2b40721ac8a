package io.ingot.features.prepare;

import static org.apache.spark.ml.functions.vector_to_array;

import io.ingot.core.batch.Batch;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * A scaling with what the training part taught it.
 *
 * @param model a vector assembler and a standard scaler
 * @param trainingRows rows that it was fitted on
 * @param incompleteRows training rows that it was not fitted on, for want of a finite value
 */
public record FittedScaling(
    Scaling scaling, PipelineModel model, long trainingRows, long incompleteRows) {
  /** The scaled features of a row, an array of doubles; its comment tells their names in order. */
  public static final String SCALED = "_scaled";

  /** All rows with {@link #SCALED}. */
  public Dataset<Row> apply(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>(Columns.named(List.of(rows.columns())));
    columns.add(
        vector_to_array(Columns.named(SCALED), "float64")
            .as(
                SCALED,
                new MetadataBuilder()
                    .putString("comment", String.join(", ", scaling.columns()))
                    .build()));
    return model.transform(rows).select(columns.toArray(Column[]::new));
  }

  /** The fit as numbers. */
  public ScalingParameters parameters(Batch batch) {
    StandardScalerModel scaler = (StandardScalerModel) model.stages()[1];
    List<ScalingParameters.Standard> standards = new ArrayList<>();
    for (int i = 0; i < scaling.columns().size(); i++) {
      standards.add(
          new ScalingParameters.Standard(
              scaling.columns().get(i), scaler.mean().apply(i), scaler.std().apply(i)));
    }
    return new ScalingParameters(
        scaling.table(),
        batch.number(),
        batch.definition(),
        scaling.validationFrom(),
        trainingRows,
        incompleteRows,
        standards);
  }
}
