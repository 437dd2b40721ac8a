package io.ingot.features;

import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Training;
import io.ingot.core.project.Watch;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Feature views over {@link Sales}, a few words each. */
final class Views {
  private Views() {}

  /** A view without a training set. */
  static FeatureView view(Map<String, Feature> features) {
    return view(Map.of("customer_id", "bigint"), features, Optional.empty());
  }

  /** A view that is split at a day. */
  static FeatureView view(Map<String, Feature> features, String validationFrom) {
    return view(
        Map.of("customer_id", "bigint"),
        features,
        Optional.of(new Training(LocalDate.parse(validationFrom))));
  }

  static FeatureView view(
      Map<String, String> entity, Map<String, Feature> features, Optional<Training> training) {
    return new FeatureView(
        TableName.of("features.activity"),
        Optional.empty(),
        entity,
        TableName.of("silver.sales"),
        "sold_on",
        "known_at",
        features,
        training,
        List.of(),
        Watch.none(),
        Maintain.unsaid(),
        Set.of());
  }

  /** Features in the order given. */
  static Map<String, Feature> features(String name, Feature feature, Object... further) {
    Map<String, Feature> features = new LinkedHashMap<>();
    features.put(name, feature);
    for (int i = 0; i < further.length; i += 2) {
      features.put((String) further[i], (Feature) further[i + 1]);
    }
    return features;
  }

  static Feature sum(String column, int... days) {
    return feature(Feature.Aggregate.SUM, column, Optional.empty(), days);
  }

  static Feature count(String column, int... days) {
    return feature(Feature.Aggregate.COUNT, column, Optional.empty(), days);
  }

  static Feature mean(String column, int... days) {
    return feature(Feature.Aggregate.MEAN, column, Optional.empty(), days);
  }

  static Feature min(String column, int... days) {
    return feature(Feature.Aggregate.MIN, column, Optional.empty(), days);
  }

  static Feature max(String column, int... days) {
    return feature(Feature.Aggregate.MAX, column, Optional.empty(), days);
  }

  /** The same feature with {@code scale: standard}. */
  static Feature scaled(Feature feature) {
    return new Feature(
        feature.sum(),
        feature.count(),
        feature.mean(),
        feature.min(),
        feature.max(),
        feature.windows(),
        Optional.of(Feature.Scaling.STANDARD));
  }

  private static Feature feature(
      Feature.Aggregate kind, String column, Optional<Feature.Scaling> scale, int... days) {
    return new Feature(
        only(Feature.Aggregate.SUM, kind, column),
        only(Feature.Aggregate.COUNT, kind, column),
        only(Feature.Aggregate.MEAN, kind, column),
        only(Feature.Aggregate.MIN, kind, column),
        only(Feature.Aggregate.MAX, kind, column),
        Arrays.stream(days).mapToObj(Duration::ofDays).toList(),
        scale);
  }

  private static Optional<String> only(
      Feature.Aggregate place, Feature.Aggregate kind, String column) {
    return place == kind ? Optional.of(column) : Optional.empty();
  }
}
