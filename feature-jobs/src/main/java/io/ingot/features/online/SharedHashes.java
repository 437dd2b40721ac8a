package io.ingot.features.online;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.features.feast.FeastFields;
import io.ingot.features.feast.FeastType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** What the views of one Redis have to agree on, since those of an entity share its hash. */
final class SharedHashes {
  private SharedHashes() {}

  /**
   * Makes sure of it.
   *
   * @param views all that one Redis serves, selected or not
   * @throws ProjectException when two features would have one field, or two views take a key of one
   *     name for different types, so that a client finds the values of one of them only
   */
  static void require(List<FeatureView> views) {
    Map<Set<String>, Map<String, List<String>>> hashes = new HashMap<>();
    views.forEach(
        view ->
            hashes
                .computeIfAbsent(
                    new TreeSet<>(view.entity().keySet()), entity -> new LinkedHashMap<>())
                .put(view.name().name(), view.outputs()));
    hashes.values().forEach(FeastFields::requireDistinct);
    Map<String, FeatureView> first = new HashMap<>();
    views.forEach(view -> view.entity().keySet().forEach(key -> requireOne(first, view, key)));
  }

  private static void requireOne(Map<String, FeatureView> first, FeatureView view, String key) {
    FeatureView other = first.putIfAbsent(key, view);
    if (other != null && type(view, key) != type(other, key)) {
      throw new ProjectException(
          ("Cannot serve %s and %s from one Redis: the key %s is %s in one and %s in the other, and"
                  + " a client finds the values of one of them only. Declare the same type in both.")
              .formatted(
                  other.name(), view.name(), key, other.entity().get(key), view.entity().get(key)));
    }
  }

  private static FeastType type(FeatureView view, String key) {
    return FeastType.of(
        new StructType().add(key, DataType.fromDDL(view.entity().get(key))).fields()[0]);
  }
}
