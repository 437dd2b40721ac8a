package io.ingot.features.asof;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.error.ProjectException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Views of the same entities, whatever the order in which they name them.
 *
 * @param keys the key columns and the types in which they are compared
 */
record KeySet(Map<String, DataType> keys, List<ViewInput> views) {
  /** In the order in which a view first needs them. */
  static List<KeySet> of(StructType labels, List<ViewInput> views) {
    Map<List<String>, List<ViewInput>> alike = new LinkedHashMap<>();
    for (ViewInput input : views) {
      List<String> keys = List.copyOf(new TreeSet<>(input.view().entity().keySet()));
      requireKeys(labels, input, keys);
      alike.computeIfAbsent(keys, unseen -> new ArrayList<>()).add(input);
    }
    return alike.entrySet().stream()
        .map(entry -> new KeySet(types(entry.getKey(), labels, entry.getValue()), entry.getValue()))
        .toList();
  }

  /** Whether a row with these columns is about no entity. */
  static Column isMissing(Iterable<String> keys, Function<String, Column> columns) {
    Column missing = lit(false);
    for (String key : keys) {
      missing = missing.or(columns.apply(key).isNull());
    }
    return missing;
  }

  private static Map<String, DataType> types(
      List<String> keys, StructType labels, List<ViewInput> views) {
    Map<String, DataType> types = new LinkedHashMap<>();
    keys.forEach(key -> types.put(key, KeyTypes.common(key, labels, views)));
    return types;
  }

  private static void requireKeys(StructType labels, ViewInput input, List<String> keys) {
    List<String> present = List.of(labels.fieldNames());
    List<String> lacking = keys.stream().filter(key -> !present.contains(key)).toList();
    if (!lacking.isEmpty()) {
      throw new ProjectException(
          ("Cannot join %s to the labels: they have no column %s, which is a key of it. They have"
                  + " %s. Add or rename it.")
              .formatted(
                  input.view().name(), String.join(", ", lacking), String.join(", ", present)));
    }
  }
}
