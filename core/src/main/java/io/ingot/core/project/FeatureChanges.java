package io.ingot.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What differs between two declarations of a feature view. */
final class FeatureChanges {
  private static final String NEW_NAME =
      "A model that was trained on it meets other values; make a" + " new feature of it";

  private FeatureChanges() {}

  static void tell(FeatureView before, FeatureView now, Differences told) {
    String advice = "Every feature means something else; make a new view of it";
    told.same("the entity", before.entity(), now.entity(), advice, "entity");
    told.same("the table that is aggregated", before.from(), now.from(), advice, "from");
    told.same("event_time", before.eventTime(), now.eventTime(), advice, "event_time");
    told.same("known_time", before.knownTime(), now.knownTime(), advice, "known_time");
    before.features().forEach((name, feature) -> feature(name, feature, now.features(), told));
    now.features().keySet().stream()
        .filter(name -> !before.features().containsKey(name))
        .forEach(name -> told.compatible("feature " + name + " is new", "", "features", name));
    boolean scaled = now.features().values().stream().anyMatch(f -> f.scale().isPresent());
    if (!before.training().equals(now.training())) {
      if (scaled) {
        told.breaking(
            "the training part changed, by which features are scaled",
            "Train the models anew",
            "training");
      } else {
        told.compatible("the training part changed", "", "training");
      }
    }
  }

  private static void feature(
      String name, Feature old, Map<String, Feature> features, Differences told) {
    Feature feature = features.get(name);
    if (feature == null) {
      told.breaking(
          "feature " + name + " was removed", "Keep it until no model takes it", "features");
      return;
    }
    told.same("feature " + name, meaning(old), meaning(feature), NEW_NAME, "features", name);
    TreeSet<Duration> gone = new TreeSet<>(old.windows());
    gone.removeAll(feature.windows());
    gone.forEach(
        window ->
            told.breaking(
                "feature " + name + " lost its window of " + days(window),
                "Keep it until no model takes it",
                "features",
                name,
                "windows"));
    TreeSet<Duration> added = new TreeSet<>(feature.windows());
    old.windows().forEach(added::remove);
    added.forEach(
        window ->
            told.compatible(
                "feature " + name + " has a new window of " + days(window),
                "",
                "features",
                name,
                "windows"));
  }

  private static List<String> meaning(Feature feature) {
    String aggregate = feature.aggregate().word() + " of " + feature.column();
    return feature.scale().map(scale -> List.of(aggregate, "scaled")).orElse(List.of(aggregate));
  }

  private static String days(Duration window) {
    return window.toDays() + "d";
  }
}
