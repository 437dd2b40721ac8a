package io.ingot.features.feast;

import io.ingot.core.project.FeatureView;
import io.ingot.features.registry.RegisteredView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A view that Feast is told of.
 *
 * @param schema of its table, whose columns {@link io.ingot.features.view.ViewTable} names
 * @param path where the table lies
 * @param registered what was applied of it; empty where nothing was
 */
public record FeastView(
    FeatureView view, StructType schema, String path, Optional<RegisteredView> registered) {
  public FeastView {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(registered, "registered");
  }

  /** The key columns, in declared order. */
  public List<StructField> keys() {
    return view.entity().keySet().stream().map(schema::apply).toList();
  }
}
