package io.ingot.core.project;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A feature view must fit the table that it aggregates. */
final class FeatureRules implements CrossChecks.Rules {
  private static final Set<String> NUMERIC = Set.of("sum", "mean");
  private static final List<String> AGGREGATES = List.of("sum", "count", "mean", "min", "max");

  private final Declared declared;
  private final Problems problems;

  FeatureRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    Bound view = draft.bound();
    view.child("entity").ifPresent(this::entity);
    view.child("features").ifPresent(this::features);
    view.at("from", TableName.class)
        .flatMap(
            from ->
                declared.require(
                    from,
                    Set.of(Layer.SILVER, Layer.GOLD),
                    view.child("from").orElseThrow().place(),
                    problems))
        .flatMap(from -> declared.columns(from.name()))
        .ifPresent(columns -> columns(view, columns));
  }

  private void entity(Bound entity) {
    entity
        .children()
        .values()
        .forEach(
            type ->
                type.as(String.class)
                    .ifPresent(text -> SparkTypes.parse(text, type.place(), problems)));
  }

  private void features(Bound features) {
    features
        .children()
        .forEach(
            (name, feature) -> {
              if (!ColumnRules.NAME.matcher(name).matches()) {
                problems.add(
                    feature.key(),
                    "Invalid feature name '" + name + "'. Use letters, digits and _.");
              }
              Set<Duration> seen = new HashSet<>();
              for (Bound window : feature.below("windows")) {
                if (window.as(Duration.class).filter(length -> !seen.add(length)).isPresent()) {
                  problems.add(window.place(), "This window is listed twice. Remove one.");
                }
              }
            });
  }

  private void columns(Bound view, Columns columns) {
    view.child("entity")
        .ifPresent(
            entity ->
                entity
                    .children()
                    .forEach((name, type) -> columns.requireDeclared(name, type.key(), problems)));
    view.child("event_time")
        .ifPresent(
            column -> {
              columns.requireReadable(column, problems);
              needs(TypeNeed.TIME, "event_time", column, columns);
            });
    view.child("known_time").ifPresent(column -> columns.requireReadable(column, problems));
    for (Bound feature : view.below("features")) {
      for (String aggregate : AGGREGATES) {
        feature.child(aggregate).ifPresent(column -> aggregated(aggregate, column, columns));
      }
    }
  }

  private void needs(TypeNeed need, String key, Bound column, Columns columns) {
    column
        .as(String.class)
        .flatMap(columns::type)
        .ifPresent(type -> need.judge(key, type, column.place(), problems));
  }

  private void aggregated(String aggregate, Bound column, Columns columns) {
    if (aggregate.equals("count") && column.as(String.class).filter("*"::equals).isPresent()) {
      return;
    }
    columns.requireReadable(column, problems);
    if (NUMERIC.contains(aggregate)) {
      needs(TypeNeed.NUMBER, aggregate, column, columns);
    }
  }
}
