package io.ingot.features.online;

import io.ingot.core.project.FeatureRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The features of one entity, by {@code view:feature}, in the order in which they were asked for.
 */
public record OnlineRow(Map<String, OnlineValue> values) {
  public OnlineRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * One of them.
   *
   * @param feature such as {@code customer_activity:spend_7d}
   * @throws IllegalArgumentException when it was not asked for
   */
  public OnlineValue of(String feature) {
    if (!values.containsKey(feature)) {
      throw new IllegalArgumentException(
          feature + " was not asked for, but " + String.join(", ", values.keySet()) + ".");
    }
    return values.get(feature);
  }

  /** A value; empty where there is none, for whatever reason. */
  public Optional<Object> value(String feature) {
    return of(feature).value();
  }

  static String name(FeatureRef ref) {
    return ref.view() + ":" + ref.feature();
  }
}
