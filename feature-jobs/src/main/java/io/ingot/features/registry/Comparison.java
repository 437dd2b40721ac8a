package io.ingot.features.registry;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Goes through what is registered and what a project declares, side by side. */
final class Comparison {
  private final Project project;
  private final Registered before;
  private final Proposal proposal;
  private final Allowed allowed;
  private final Stamp now;
  private final Map<String, RegisteredView> removed;
  private final List<Step> steps = new ArrayList<>();

  private Comparison(
      Project project, Registered before, Proposal proposal, Allowed allowed, Stamp now) {
    this.project = Objects.requireNonNull(project, "project");
    this.before = before;
    this.proposal = proposal;
    this.allowed = allowed;
    this.now = now;
    this.removed = new TreeMap<>(before.removed());
  }

  static Comparison of(Project project, Lake lake, Allowed allowed, Stamp now) {
    return new Comparison(
        project,
        Registry.of(lake).current().orElseGet(() -> Registered.nothing(project.name(), now)),
        Proposal.of(project, lake, now),
        allowed,
        now);
  }

  /**
   * Compares.
   *
   * @throws ProjectException when something is allowed that there is not
   */
  ApplyPlan plan() {
    List<RegisteredView> declared = proposal.views();
    allowed.require(names(declared));
    Map<String, RegisteredEntity> entities = entities();
    Map<String, RegisteredView> views = views(declared);
    Map<String, RegisteredService> services = services(views);
    return new ApplyPlan(
        steps,
        new Registered(
            before.number() + 1,
            project.name(),
            now,
            Optional.ofNullable(Comparison.class.getPackage().getImplementationVersion()),
            entities,
            views,
            services,
            removed));
  }

  private Map<String, RegisteredEntity> entities() {
    EntityJudge judge = new EntityJudge(project.folder(), allowed);
    Kept<RegisteredEntity> kept = new Kept<>(before.entities());
    for (RegisteredEntity entity : proposal.entities()) {
      kept.add(
          entity.name(),
          kept.old(entity.name())
              .map(old -> judge.kept(old, entity))
              .orElseGet(() -> judge.added(entity)));
    }
    kept.gone().forEach(entity -> kept.remove(judge.removed(entity)));
    return kept.end(steps);
  }

  private Map<String, RegisteredView> views(List<RegisteredView> declared) {
    Takers takers = Takers.of(before.services().values(), proposal.services(versions(declared)));
    ViewJudge judge = new ViewJudge(project.folder(), allowed, takers);
    Kept<RegisteredView> kept = new Kept<>(before.views());
    for (RegisteredView view : declared) {
      kept.add(
          view.name(),
          kept.old(view.name())
              .map(old -> judge.kept(old, view))
              .orElseGet(
                  () -> judge.added(view, Optional.ofNullable(removed.remove(view.name())))));
    }
    for (RegisteredView view : kept.gone()) {
      kept.remove(judge.removed(view));
      removed.put(view.name(), view);
    }
    return kept.end(steps);
  }

  private Map<String, RegisteredService> services(Map<String, RegisteredView> views) {
    ServiceJudge judge =
        new ServiceJudge(
            project.folder(),
            allowed,
            views.values().stream()
                .flatMap(
                    view ->
                        view.columns().stream().map(column -> view.name() + ":" + column.name()))
                .collect(Collectors.toSet()));
    Kept<RegisteredService> kept = new Kept<>(before.services());
    for (RegisteredService service : proposal.services(versions(views.values()))) {
      Service declared = project.serving().services().get(service.name());
      kept.add(
          service.name(),
          kept.old(service.name())
              .map(old -> judge.kept(old, service, declared))
              .orElseGet(() -> judge.added(service, declared)));
    }
    kept.gone().forEach(service -> kept.remove(judge.removed(service)));
    return kept.end(steps);
  }

  /** All that can be allowed: what there is and what there was. */
  private Set<String> names(List<RegisteredView> declared) {
    Set<String> names = new TreeSet<>();
    Stream.of(before.views().values(), before.removed().values(), declared)
        .flatMap(Collection::stream)
        .forEach(
            view -> {
              names.add(view.name());
              Stream.concat(
                      Stream.of(view.definition()),
                      view.previous().stream().map(PastVersion::definition))
                  .flatMap(definition -> definition.features().stream())
                  .forEach(feature -> names.add(view.name() + ":" + feature.name()));
            });
    Stream.of(before.services().keySet(), project.serving().services().keySet())
        .flatMap(Collection::stream)
        .forEach(service -> names.add(Kind.SERVICE.allowed(service)));
    Stream.of(before.entities().keySet(), project.serving().entities().keySet())
        .flatMap(Collection::stream)
        .forEach(entity -> names.add(Kind.ENTITY.allowed(entity)));
    return names;
  }

  private static Map<String, Integer> versions(Iterable<RegisteredView> views) {
    Map<String, Integer> versions = new TreeMap<>();
    views.forEach(view -> versions.put(view.name(), view.version()));
    return versions;
  }

  /** What is left of one kind, and what became of each. */
  private static final class Kept<T> {
    private final Map<String, T> before;
    private final Map<String, T> now = new TreeMap<>();
    private final List<Step> told = new ArrayList<>();

    Kept(Map<String, T> before) {
      this.before = before;
    }

    Optional<T> old(String name) {
      return Optional.ofNullable(before.get(name));
    }

    void add(String name, Judged<T> judged) {
      now.put(name, judged.record());
      told.add(judged.step());
    }

    List<T> gone() {
      return before.entrySet().stream()
          .filter(entry -> !now.containsKey(entry.getKey()))
          .map(Map.Entry::getValue)
          .toList();
    }

    void remove(Step step) {
      told.add(step);
    }

    Map<String, T> end(List<Step> steps) {
      told.stream().sorted(Comparator.comparing(Step::name)).forEach(steps::add);
      return now;
    }
  }
}
