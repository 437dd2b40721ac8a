package io.ingot.core.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A feature view must fit the table that it reads, its entities and its online store. */
final class FeatureRules implements CrossChecks.Rules {
  private static final Set<Layer> READ = Set.of(Layer.SILVER, Layer.GOLD);

  /** The keys that name a column which has to be a number, or a time. */
  private static final Map<String, TypeNeed> NEEDS =
      Map.of(
          "sum", TypeNeed.NUMBER,
          "mean", TypeNeed.NUMBER,
          "sd", TypeNeed.NUMBER,
          "trend", TypeNeed.NUMBER,
          "log1p", TypeNeed.NUMBER,
          "weekday", TypeNeed.TIME,
          "hour", TypeNeed.MOMENT,
          "tokens", TypeNeed.TEXT,
          "hashed", TypeNeed.TEXT);

  private static final List<String> NAMING =
      List.of(
          "sum",
          "count",
          "mean",
          "min",
          "max",
          "sd",
          "distinct",
          "approx_distinct",
          "first",
          "last",
          "most_frequent",
          "days_since",
          "trend",
          "pivot",
          "value",
          "hour",
          "weekday",
          "log1p",
          "tokens",
          "hashed");

  private final Declared declared;
  private final Problems problems;

  FeatureRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  @Override
  public void judge(Draft draft) {
    Bound view = draft.bound();
    source(draft);
    view.child("entity").ifPresent(this::entity);
    view.child("features").ifPresent(this::features);
    new WindowRules(view, problems).judge();
    view.child("online").ifPresent(this::online);
    view.at("from", TableName.class)
        .flatMap(
            from ->
                declared.require(from, READ, view.child("from").orElseThrow().place(), problems))
        .flatMap(from -> declared.columns(from.name()))
        .ifPresentOrElse(
            columns -> columns(view, columns), () -> where(view).forEach(this::condition));
  }

  private static List<Bound> where(Bound view) {
    return view.below("features").stream()
        .flatMap(feature -> feature.child("where").stream())
        .toList();
  }

  private void condition(Bound where) {
    Conditions.names(where, problems);
  }

  private void source(Draft draft) {
    draft
        .query()
        .ifPresent(
            query ->
                query
                    .inputs()
                    .forEach((table, place) -> declared.require(table, READ, place, problems)));
    boolean from = draft.bound().child("from").isPresent();
    boolean readable = !draft.bound().children().isEmpty();
    if (readable && from == draft.query().isPresent()) {
      problems.add(
          draft.bound().place(),
          from
              ? "A query answers this view, so 'from' is not read. Remove one of them."
              : "Missing key 'from': The table that is read. Or add a query, "
                  + draft.name().layer().word()
                  + "/"
                  + draft.name().name()
                  + ".sql.");
    }
  }

  private void entity(Bound entity) {
    entity
        .children()
        .forEach(
            (key, type) ->
                type.as(String.class)
                    .ifPresent(
                        text -> {
                          SparkTypes.parse(text, type.place(), problems);
                          sameType(key, text, type.place());
                        }));
  }

  /** An entity that is described has one type, or its features could never be put together. */
  private void sameType(String key, String type, Place place) {
    declared.entities().orElse(Map.of()).values().stream()
        .flatMap(entity -> entity.as(Entity.class).stream())
        .filter(entity -> entity.key().equals(key) && !entity.type().equals(type))
        .findFirst()
        .ifPresent(
            entity ->
                problems.add(
                    place,
                    key
                        + " is a "
                        + entity.type()
                        + " among the entities of ingot.yml, and a "
                        + type
                        + " here. Write the same."));
  }

  private void online(Bound online) {
    Optional<String> name = online.at("connection", String.class);
    Optional<Map<String, Bound>> connections = declared.connections();
    if (name.isEmpty() || connections.isEmpty()) {
      return;
    }
    Place place = online.child("connection").orElseThrow().place();
    Bound connection = connections.get().get(name.get());
    if (connection == null) {
      problems.add(
          place,
          "Unknown connection '"
              + name.get()
              + "'. "
              + Nearest.hint(name.get(), connections.get().keySet()));
    } else if (connection.as(Connection.class).filter(c -> !c.type().equals("redis")).isPresent()) {
      problems.add(place, "Features are served from a connection of type redis.");
    }
  }

  private void features(Bound features) {
    Map<String, String> columns = new HashMap<>();
    features
        .children()
        .forEach(
            (name, feature) -> {
              if (!ColumnRules.NAME.matcher(name).matches()) {
                problems.add(
                    feature.key(),
                    "Invalid feature name '" + name + "'. Use letters, digits and _.");
              }
              feature
                  .as(Feature.class)
                  .ifPresent(
                      told ->
                          told.outputs(name)
                              .forEach(
                                  column -> {
                                    String other = columns.putIfAbsent(column, name);
                                    if (other != null && !other.equals(name)) {
                                      problems.add(
                                          feature.key(),
                                          "Features "
                                              + other
                                              + " and "
                                              + name
                                              + " would both be column "
                                              + column
                                              + ". Rename one.");
                                    }
                                  }));
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
    where(view).forEach(where -> Conditions.judge(where, columns, problems));
    for (Bound feature : view.below("features")) {
      for (String kind : NAMING) {
        feature.child(kind).ifPresent(column -> named(kind, column, columns));
      }
      if (feature.child("pivot").isPresent()) {
        feature.child("adding").ifPresent(column -> named("sum", column, columns));
      }
    }
  }

  private void needs(TypeNeed need, String key, Bound column, Columns columns) {
    column
        .as(String.class)
        .flatMap(columns::type)
        .ifPresent(type -> need.judge(key, type, column.place(), problems));
  }

  private void named(String kind, Bound column, Columns columns) {
    boolean events = kind.equals("count") || kind.equals("days_since");
    if (events && column.as(String.class).filter(Aggregate.EVENTS::equals).isPresent()) {
      return;
    }
    columns.requireReadable(column, problems);
    Optional.ofNullable(NEEDS.get(kind)).ifPresent(need -> needs(need, kind, column, columns));
  }
}
