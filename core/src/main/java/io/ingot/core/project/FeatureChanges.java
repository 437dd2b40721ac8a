package io.ingot.core.project;

import io.ingot.core.project.ContractChange.Effect;
import io.ingot.core.project.ViewDefinition.OfFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What differs between two definitions of a feature view; judged here and nowhere else. */
final class FeatureChanges {
  private static final String NEW_VIEW =
      "Every feature means something else; make a new view of it";
  private static final String NEW_NAME =
      "A model that was trained on it meets other values; make a new feature of it";
  private static final String KEEP = "Keep it until no model takes it";

  private final ViewDefinition before;
  private final ViewDefinition now;
  private final List<ViewDifference> told = new ArrayList<>();

  private FeatureChanges(ViewDefinition before, ViewDefinition now) {
    this.before = before;
    this.now = now;
  }

  /** The same for the readers of a project's tables. */
  static void tell(FeatureView before, FeatureView now, Differences told) {
    between(ViewDefinition.of(before), ViewDefinition.of(now))
        .forEach(
            difference -> {
              String[] path = difference.path().toArray(String[]::new);
              if (difference.effect() == Effect.BREAKING) {
                told.breaking(difference.what(), difference.advice(), path);
              } else {
                told.compatible(difference.what(), difference.advice(), path);
              }
            });
  }

  static List<ViewDifference> between(ViewDefinition before, ViewDefinition now) {
    FeatureChanges changes = new FeatureChanges(before, now);
    changes.whole();
    before.features().forEach(changes::feature);
    now.features().stream()
        .map(OfFeature::name)
        .filter(name -> before.feature(name).isEmpty())
        .forEach(name -> changes.added(name, "is new"));
    changes.order();
    return List.copyOf(changes.told);
  }

  private void whole() {
    same("the entity", entity(before), entity(now), "entity");
    same("the table that is read", before.from(), now.from(), "from");
    if (!SqlText.plain(before.sql()).equals(SqlText.plain(now.sql()))) {
      // Two queries side by side would tell less than the file's own history.
      ofView(Effect.BREAKING, "the query changed", NEW_VIEW, "features");
    }
    same("event_time", before.eventTime(), now.eventTime(), "event_time");
    same("known_time", before.knownTime(), now.knownTime(), "known_time");
    same("grain", before.grain(), now.grain(), "grain");
    same("rows", before.rows(), now.rows(), "rows");
    if (!before.ttl().equals(now.ttl())) {
      ofView(
          Effect.COMPATIBLE,
          "ttl changed from " + length(before.ttl()) + " to " + length(now.ttl()),
          "",
          "ttl");
    }
    training();
  }

  private void training() {
    if (before.validationFrom().equals(now.validationFrom())) {
      return;
    }
    if (now.features().stream().anyMatch(feature -> feature.scale().isPresent())) {
      ofView(
          Effect.BREAKING,
          "the training part changed, by which features are scaled",
          "Train the models anew",
          "training");
    } else {
      ofView(Effect.COMPATIBLE, "the training part changed", "", "training");
    }
  }

  private void feature(OfFeature old) {
    Optional<OfFeature> kept = now.feature(old.name());
    if (kept.isEmpty()) {
      told.add(
          new ViewDifference(
              Optional.of(old.name()),
              old.columns(),
              Effect.BREAKING,
              "feature " + old.name() + " was removed",
              KEEP,
              List.of("features")));
      return;
    }
    OfFeature feature = kept.get();
    if (!meaning(old).equals(meaning(feature))) {
      broken(
          old.name(),
          old.columns(),
          "changed from " + meaning(old) + " to " + meaning(feature),
          NEW_NAME);
    }
    without(old.columns(), feature.columns())
        .forEach(column -> broken(old.name(), List.of(column), "lost its column " + column, KEEP));
    without(feature.columns(), old.columns())
        .forEach(column -> added(old.name(), "has a new column " + column));
  }

  /** Who takes all features of a view may take them by their place. */
  private void order() {
    List<String> old = before.columns().filter(in(now)).toList();
    List<String> kept = now.columns().filter(in(before)).toList();
    if (!old.equals(kept)) {
      ofView(
          Effect.COMPATIBLE,
          "the order of its columns changed to " + String.join(", ", now.columns().toList()),
          "",
          "features");
    }
  }

  private static Predicate<String> in(ViewDefinition definition) {
    return definition.columns().collect(Collectors.toSet())::contains;
  }

  private void same(String what, Object old, Object is, String key) {
    if (!Objects.equals(old, is)) {
      ofView(
          Effect.BREAKING,
          what + " changed from " + Differences.words(old) + " to " + Differences.words(is),
          NEW_VIEW,
          key);
    }
  }

  private void ofView(Effect effect, String what, String advice, String key) {
    told.add(
        new ViewDifference(
            Optional.empty(), before.columns().toList(), effect, what, advice, List.of(key)));
  }

  private void broken(String name, List<String> columns, String what, String advice) {
    told.add(of(name, columns, Effect.BREAKING, what, advice));
  }

  private void added(String name, String what) {
    told.add(of(name, List.of(), Effect.COMPATIBLE, what, ""));
  }

  private static ViewDifference of(
      String name, List<String> columns, Effect effect, String what, String advice) {
    return new ViewDifference(
        Optional.of(name),
        columns,
        effect,
        "feature " + name + " " + what,
        advice,
        List.of("features", name));
  }

  private static Set<String> without(List<String> columns, List<String> others) {
    Set<String> left = new LinkedHashSet<>(columns);
    left.removeAll(Set.copyOf(others));
    return left;
  }

  private static String meaning(OfFeature feature) {
    return feature.meaning() + feature.scale().map(how -> ", scaled: " + how).orElse("");
  }

  private static String entity(ViewDefinition view) {
    Map<String, String> keys = view.entity();
    return keys.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(key -> key.getKey() + " " + key.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String length(Optional<Duration> ttl) {
    return ttl.map(Feature::length).orElse("for ever");
  }
}
