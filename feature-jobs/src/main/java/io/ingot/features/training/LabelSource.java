package io.ingot.features.training;

import io.ingot.core.lake.Lake;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the rows come from that a training set is made for. */
sealed interface LabelSource permits LabelTable, LabelFile {
  /**
   * All rows, with every column that there is.
   *
   * @param keys the entities' key columns with their types
   * @param time the column of the rows' time
   */
  Dataset<Row> rows(Lake lake, Map<String, String> keys, String time);

  /** The same as a manifest tells it. */
  Recipe.Labelled pinned(Recipe.Columns columns);
}
