package io.ingot.features.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.lake.Lake;
import io.ingot.features.view.Columns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A table of the lake, at one version. */
record LabelTable(Recipe.TablePin pin) implements LabelSource {
  private static final String DELETED = "_deleted";

  /** Rows that their source deleted stay in silver, marked, and are no labels. */
  @Override
  public Dataset<Row> rows(Lake lake, Map<String, String> keys, String time) {
    Dataset<Row> rows = lake.table(pin.table()).at(pin.version());
    return List.of(rows.columns()).contains(DELETED)
        ? rows.filter(not(coalesce(Columns.named(DELETED), lit(false))))
        : rows;
  }

  @Override
  public Recipe.Labelled pinned(Recipe.Columns columns) {
    return new Recipe.Labelled(Optional.of(pin), Optional.empty(), columns);
  }
}
