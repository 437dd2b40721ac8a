package io.ingot.core.project;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a view, the windows of its features and what is divided in them fit each other. */
final class WindowRules {
  /** How many rows one event may give, where the steps after it have rows too. */
  private static final long MOST_STEPS = 10_000;

  private final Bound view;
  private final Grain grain;
  private final Problems problems;

  WindowRules(Bound view, Problems problems) {
    this.view = view;
    this.grain = view.at("grain", Grain.class).orElse(Grain.DAY);
    this.problems = problems;
  }

  void judge() {
    for (Bound feature : view.below("features")) {
      windows(feature);
      trend(feature);
      ratio(feature, view.child("features").orElseThrow());
    }
    if (isOfRows()) {
      List.of("grain", "rows").forEach(this::refuse);
    } else if (view.at("rows", FeatureView.Rows.class)
        .filter(FeatureView.Rows.STEPS::equals)
        .isPresent()) {
      steps(view.child("rows").orElseThrow());
    }
  }

  private boolean isOfRows() {
    Collection<Bound> features = view.below("features");
    return !features.isEmpty()
        && features.stream()
            .allMatch(
                feature ->
                    feature.as(Feature.class).filter(RowFeature.class::isInstance).isPresent());
  }

  private void refuse(String key) {
    view.child(key)
        .ifPresent(
            said ->
                problems.add(
                    said.place(),
                    key
                        + " is for aggregates: a view of rows has a row for each of its input."
                        + " Remove it."));
  }

  private void steps(Bound rows) {
    Optional<Duration> widest =
        view.below("features").stream()
            .flatMap(feature -> lengths(feature).stream())
            .max(Duration::compareTo);
    if (widest.isEmpty()) {
      problems.add(
          rows.place(),
          "rows: steps goes on until every window is empty, and no feature has windows. Give one"
              + " some, or write rows: events.");
    } else if (grain.steps(widest.get()) > MOST_STEPS) {
      problems.add(
          rows.place(),
          "rows: steps would give an event up to "
              + grain.steps(widest.get())
              + " rows, for a window of "
              + Feature.length(widest.get())
              + " by the "
              + grain.word()
              + "; at most "
              + MOST_STEPS
              + " are made. Write a coarser grain or rows: events.");
    }
  }

  private void windows(Bound feature) {
    Set<Duration> seen = new HashSet<>();
    for (Bound window : feature.below("windows")) {
      Optional<Duration> length = window.as(Duration.class);
      if (length.filter(told -> !seen.add(told)).isPresent()) {
        problems.add(window.place(), "This window is listed twice. Remove one.");
      }
      if (length.filter(told -> !grain.divides(told)).isPresent()) {
        problems.add(
            window.place(),
            "A window of "
                + Feature.length(length.get())
                + " is no whole number of "
                + grain.word()
                + "s. Write another, or a finer grain, such as grain: "
                + (length.get().toMinutes() % 60 == 0 ? "hour" : "minute")
                + ".");
      }
    }
  }

  private void trend(Bound feature) {
    if (feature.child("trend").isEmpty()) {
      return;
    }
    if (feature.below("windows").isEmpty()) {
      problems.add(feature.place(), "trend needs windows, such as [30d].");
    }
    for (Bound window : feature.below("windows")) {
      if (window.as(Duration.class).filter(length -> grain.steps(length) == 1).isPresent()) {
        problems.add(
            window.place(),
            "No line goes through one " + grain.word() + ". Give trend a longer window.");
      }
    }
  }

  private void ratio(Bound feature, Bound features) {
    Set<Duration> lengths = lengths(feature);
    for (Bound part : feature.below("ratio")) {
      Optional<String> name = part.as(String.class);
      Bound other = name.map(features.children()::get).orElse(null);
      if (name.isPresent() && other == null) {
        problems.add(
            part.place(),
            "Unknown feature '"
                + name.get()
                + "'. "
                + Nearest.hint(name.get(), features.children().keySet()));
      } else if (other != null && !lengths(other).containsAll(lengths)) {
        problems.add(
            part.place(),
            "Feature "
                + name.orElseThrow()
                + " lacks a window of this ratio. Give both the same windows.");
      } else if (other != null && lengths.isEmpty() != lengths(other).isEmpty()) {
        problems.add(
            part.place(),
            "Feature " + name.orElseThrow() + " has windows, and this ratio none. Give it some.");
      } else if (other != null
          && (other.child("ratio").isPresent() || other.child("pivot").isPresent())) {
        problems.add(part.place(), "A ratio divides numbers, not a ratio or a pivot.");
      }
    }
  }

  private static Set<Duration> lengths(Bound feature) {
    return feature.below("windows").stream()
        .flatMap(window -> window.as(Duration.class).stream())
        .collect(Collectors.toSet());
  }
}
