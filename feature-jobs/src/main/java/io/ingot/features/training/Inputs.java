package io.ingot.features.training;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Service;
import io.ingot.features.asof.ViewInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a training set is made from, each table at one version.
 *
 * @param views those of the recipe, in its order
 * @param labels the rows with the columns that are kept
 */
record Inputs(Service service, List<FeatureView> views, Dataset<Row> labels, Recipe recipe) {
  Inputs {
    views = List.copyOf(views);
  }

  /** The key columns of some views with their types, in the order in which they are first named. */
  static Map<String, String> keys(List<FeatureView> views) {
    Map<String, String> keys = new LinkedHashMap<>();
    views.forEach(view -> view.entity().forEach(keys::putIfAbsent));
    return keys;
  }

  /** The views' rows for the join. */
  List<ViewInput> joined(Lake lake) {
    return IntStream.range(0, views.size())
        .mapToObj(
            i -> {
              Recipe.Viewed viewed = recipe.views().get(i);
              return new ViewInput(
                  views.get(i),
                  lake.table(viewed.pin().table()).at(viewed.pin().version()),
                  viewed.columns());
            })
        .toList();
  }
}
