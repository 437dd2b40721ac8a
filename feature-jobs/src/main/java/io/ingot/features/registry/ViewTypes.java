package io.ingot.features.registry;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.project.FeatureView;
import io.ingot.features.view.ViewSchema;
import io.ingot.features.view.ViewTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructField;

/** The types of views' columns, as far as they can be told without reading a row. */
record ViewTypes(ColumnLineages lineages, Lake lake) {
  /**
   * Spark SQL types by column: as the declaration makes them of its input, or else as the view's
   * table has them; none where neither is known.
   *
   * @throws ProjectException when the view does not fit its input
   */
  Map<String, String> of(FeatureView view) {
    Map<String, String> types = new TreeMap<>();
    fields(view).forEach(field -> types.put(field.name(), field.dataType().catalogString()));
    return types;
  }

  private List<StructField> fields(FeatureView view) {
    return lineages
        .read(view)
        .map(input -> ViewTable.features(view, ViewSchema.of(view, input)))
        .orElseGet(() -> built(view));
  }

  /** A table that was made by an earlier declaration does not tell of this one. */
  private List<StructField> built(FeatureView view) {
    TableState table = lake.table(view.name()).state();
    return table.exists() && List.of(table.schema().fieldNames()).containsAll(view.outputs())
        ? ViewTable.features(view, table.schema())
        : List.of();
  }
}
