package io.ingot.features.registry;

import io.ingot.core.project.Aggregate;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureRef;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FilePlaces;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import io.ingot.core.project.ViewDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Warns of names that mislead and of features that say too little: a view is called by its entity,
 * a feature by what it measures, and the windows are added by Ingot.
 */
final class Lint {
  private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern WINDOW = Pattern.compile("(.*?)_?(\\d+)_?(m|min|h|d|w)");

  private final Project project;
  private final List<Warning> told = new ArrayList<>();

  private Lint(Project project) {
    this.project = project;
  }

  /** All that it finds: entities, views and services, each in the order of their names. */
  static List<Warning> of(Project project) {
    Lint lint = new Lint(project);
    project.serving().entities().keySet().forEach(lint::entity);
    lint.views().forEach(lint::view);
    lint.twice();
    project.serving().services().values().forEach(lint::service);
    return List.copyOf(lint.told);
  }

  private void entity(String name) {
    snake("entity", name, place(Kind.ENTITY, name, "entities", name));
  }

  private void view(FeatureView view) {
    String name = view.name().name();
    Set<String> entities =
        view.entity().keySet().stream()
            .flatMap(key -> Stream.of(project.serving().entity(key), key.replaceAll("_id$", "")))
            .collect(Collectors.toCollection(TreeSet::new));
    if (entities.stream().noneMatch(name::contains)) {
      warn(
          place(Kind.VIEW, name),
          "the name of view " + name + " does not say what it is about",
          "Begin it with "
              + String.join(" or ", entities)
              + ", such as "
              + entities.iterator().next()
              + "_"
              + name);
    }
    if (view.online().isPresent() && servedForEver(view)) {
      warn(
          place(Kind.VIEW, name, "online"),
          "view " + name + " is served online for ever, however old its values are",
          "Say ttl: 30d, or whatever its models bear");
    }
    view.features().forEach((feature, declared) -> feature(name, feature, declared));
  }

  private static boolean servedForEver(FeatureView view) {
    return view.ttl().isEmpty() && view.online().flatMap(online -> online.ttl()).isEmpty();
  }

  private void feature(String view, String name, Feature feature) {
    String place = place(Kind.VIEW, view, "features", name);
    snake("feature", name, place);
    if (feature.terms().description().isEmpty() && feature.terms().unit().isEmpty()) {
      warn(
          place,
          "feature " + name + " says neither what it means nor what it is measured in",
          "Add unit: or description:");
    }
    if (feature instanceof Aggregate aggregate) {
      window(name, aggregate, place);
    }
  }

  /** The windows' lengths are added to the name, so one of its own would contradict or repeat. */
  private void window(String name, Aggregate feature, String place) {
    Matcher own = WINDOW.matcher(name);
    if (!own.matches()) {
      return;
    }
    List<String> windows = feature.over().lengths().stream().map(Feature::length).toList();
    String better = own.group(1).isEmpty() ? "a word for what it measures" : own.group(1);
    warn(
        place,
        "feature "
            + name
            + " names a window of its own, and "
            + (windows.isEmpty()
                ? "is taken over all events"
                : "becomes " + String.join(", ", feature.outputs(name))),
        "Call it " + better + "; its windows are added to the name");
  }

  private void twice() {
    Map<List<Object>, List<String>> alike = new LinkedHashMap<>();
    for (FeatureView view : views()) {
      ViewDefinition definition = ViewDefinition.of(view);
      definition
          .features()
          .forEach(
              feature ->
                  alike
                      .computeIfAbsent(
                          List.of(
                              definition.entity(),
                              definition.from(),
                              definition.sql(),
                              definition.eventTime(),
                              definition.knownTime(),
                              definition.grain(),
                              definition.rows(),
                              feature.meaning()),
                          key -> new ArrayList<>())
                      .add(view.name().name() + ":" + feature.name()));
    }
    alike.values().stream().filter(Lint::inSeveralViews).forEach(this::twice);
  }

  private static boolean inSeveralViews(Collection<String> features) {
    return features.stream().map(feature -> feature.split(":")[0]).distinct().count() > 1;
  }

  private void twice(List<String> features) {
    String[] last = features.get(features.size() - 1).split(":");
    warn(
        place(Kind.VIEW, last[0], "features", last[1]),
        String.join(" and ", features) + " mean the same",
        "Keep one, deprecate the other, and let services take it from there");
  }

  private void service(Service service) {
    String place = place(Kind.SERVICE, service.name(), "features");
    snake("service", service.name(), place(Kind.SERVICE, service.name()));
    for (FeatureRef ref : service.features()) {
      FeatureView view = (FeatureView) project.table(ref.table()).orElseThrow();
      view.deprecated()
          .ifPresent(
              why ->
                  warn(
                      place,
                      "service "
                          + service.name()
                          + " takes "
                          + ref
                          + ", and its view is deprecated",
                      why));
      view.features()
          .forEach(
              (name, feature) ->
                  feature
                      .terms()
                      .deprecated()
                      .filter(why -> takes(ref, name, feature))
                      .ifPresent(why -> deprecated(service, ref.view() + ":" + name, why, place)));
    }
  }

  private static boolean takes(FeatureRef ref, String name, Feature feature) {
    return ref.isAll() || feature.outputs(name).contains(ref.feature());
  }

  private void deprecated(Service service, String feature, String why, String place) {
    warn(place, "service " + service.name() + " takes " + feature + ", which is deprecated", why);
  }

  private void snake(String kind, String name, String place) {
    if (!SNAKE.matcher(name).matches()) {
      warn(place, kind + " " + name + " is not lower snake case", "Call it " + snake(name));
    }
  }

  private static String snake(String name) {
    String words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    return words.replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
  }

  private List<FeatureView> views() {
    return project.tables().values().stream()
        .filter(FeatureView.class::isInstance)
        .map(FeatureView.class::cast)
        .toList();
  }

  private String place(Kind kind, String name, String... path) {
    FilePlaces places = FilePlaces.of(project.folder(), kind.file(name));
    return places.file() + ":" + places.line(List.of(path));
  }

  private void warn(String place, String what, String advice) {
    told.add(new Warning(place, what, advice.replaceFirst("\\.$", "")));
  }
}
