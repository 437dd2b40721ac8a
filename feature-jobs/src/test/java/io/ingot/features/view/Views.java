package io.ingot.features.view;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureTerms;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.Sql;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Training;
import io.ingot.core.project.Watch;
import io.ingot.core.project.Windows;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Feature views over {@link Sales}, a few words each. */
public final class Views {
  private Views() {}

  /** A view by its YAML; {@link FeatureYaml} reads any other. */
  public static FeatureView of(String yaml) {
    return FeatureYaml.view("activity", yaml);
  }

  /** A view without a training set. */
  public static FeatureView view(Map<String, Feature> features) {
    return view(Map.of("customer_id", "bigint"), features, Optional.empty());
  }

  /** A view that is split at a day. */
  public static FeatureView view(Map<String, Feature> features, String validationFrom) {
    return view(
        Map.of("customer_id", "bigint"),
        features,
        Optional.of(new Training(LocalDate.parse(validationFrom))));
  }

  public static FeatureView view(
      Map<String, String> entity, Map<String, Feature> features, Optional<Training> training) {
    return new FeatureView(
        TableName.of("features.activity"),
        Sql.none(),
        Optional.empty(),
        Optional.empty(),
        entity,
        Optional.of(TableName.of("silver.sales")),
        "sold_on",
        "known_at",
        null,
        null,
        Optional.empty(),
        features,
        training,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Watch.none(),
        Maintain.unsaid(),
        Set.of());
  }

  /** Features in the order given. */
  public static Map<String, Feature> features(String name, Feature feature, Object... further) {
    Map<String, Feature> features = new LinkedHashMap<>();
    features.put(name, feature);
    for (int i = 0; i < further.length; i += 2) {
      features.put((String) further[i], (Feature) further[i + 1]);
    }
    return features;
  }

  public static Feature sum(String column, int... days) {
    return new Aggregate.Sum(column, over(days), FeatureTerms.none());
  }

  public static Feature count(String column, int... days) {
    return new Aggregate.Count(column, over(days), FeatureTerms.none());
  }

  public static Feature mean(String column, int... days) {
    return new Aggregate.Mean(column, over(days), FeatureTerms.none());
  }

  public static Feature min(String column, int... days) {
    return new Aggregate.Least(column, over(days), FeatureTerms.none());
  }

  public static Feature max(String column, int... days) {
    return new Aggregate.Greatest(column, over(days), FeatureTerms.none());
  }

  /** The sum with {@code scale: standard}. */
  public static Feature scaled(Feature sum) {
    Aggregate.OfColumn of = (Aggregate.OfColumn) sum;
    FeatureTerms terms =
        new FeatureTerms(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.of(Feature.Scaling.STANDARD));
    return switch (of.word()) {
      case "sum" -> new Aggregate.Sum(of.column(), of.over(), terms);
      case "count" -> new Aggregate.Count(of.column(), of.over(), terms);
      case "mean" -> new Aggregate.Mean(of.column(), of.over(), terms);
      case "min" -> new Aggregate.Least(of.column(), of.over(), terms);
      default -> new Aggregate.Greatest(of.column(), of.over(), terms);
    };
  }

  private static Windows over(int... days) {
    return new Windows(Arrays.stream(days).mapToObj(Duration::ofDays).toList(), Optional.empty());
  }
}
