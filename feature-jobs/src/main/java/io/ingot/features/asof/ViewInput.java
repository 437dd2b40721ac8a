package io.ingot.features.asof;

import io.ingot.core.project.FeatureView;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A view whose values are asked for.
 *
 * @param rows the view's table, with the columns that {@link io.ingot.features.view.ViewTable}
 *     names
 * @param columns those that are asked for, in the order in which they are answered
 */
public record ViewInput(FeatureView view, Dataset<Row> rows, List<String> columns) {
  public ViewInput {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(rows, "rows");
    columns = List.copyOf(columns);
  }

  /** All features of the view. */
  public static ViewInput whole(FeatureView view, Dataset<Row> rows) {
    return new ViewInput(view, rows, view.outputs());
  }
}
