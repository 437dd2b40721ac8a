package io.ingot.features.registry;

import io.ingot.core.project.FeatureRef;
import io.ingot.core.project.FilePlaces;
import io.ingot.core.project.Service;
import io.ingot.features.registry.Change.Effect;
import io.ingot.features.registry.RegisteredService.Taken;
import io.ingot.features.registry.Step.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what becomes of a service; it has no versions of its own and takes those of its views.
 *
 * @param folder of the project
 * @param columns of the views as they are declared, such as {@code activity:spend_7d}
 */
record ServiceJudge(Path folder, Allowed allowed, Set<String> columns) {
  /** A service that is not registered. */
  Judged<RegisteredService> added(RegisteredService service, Service declared) {
    return new Judged<>(
        Step.unversioned(Kind.SERVICE, service.name(), State.NEW, wrongVersions(service, declared)),
        service);
  }

  /** A service that is registered. */
  Judged<RegisteredService> kept(
      RegisteredService old, RegisteredService service, Service declared) {
    List<Change> changes = new ArrayList<>(wrongVersions(service, declared));
    changes.addAll(taken(old, service));
    boolean changed = !changes.isEmpty();
    changes.addAll(
        new Facts(Kind.SERVICE.file(old.name()) + ":1")
            .same("description", old.description(), service.description())
            .word("owner", old.owner(), service.owner())
            .word("tags", Optional.of(old.tags()), Optional.of(service.tags()))
            .told());
    State state = changed ? State.CHANGED : changes.isEmpty() ? State.UNCHANGED : State.DESCRIBED;
    return new Judged<>(
        Step.unversioned(Kind.SERVICE, old.name(), state, changes),
        state == State.UNCHANGED ? old : service.stamped(old.created(), service.changed()));
  }

  /** A service that the project does not have any more. */
  Step removed(RegisteredService old) {
    return Step.unversioned(
        Kind.SERVICE,
        old.name(),
        State.REMOVED,
        List.of(
            breaking(
                old.name(),
                "the service was removed",
                "Keep it until no model asks for it",
                Kind.SERVICE.file(old.name()) + ":1")));
  }

  private List<Change> taken(RegisteredService old, RegisteredService service) {
    String place = place(service.name());
    List<String> before = words(old);
    List<String> now = words(service);
    List<Change> changes = new ArrayList<>();
    before.stream()
        .filter(word -> !now.contains(word))
        .forEach(
            word ->
                changes.add(
                    columns.contains(word)
                        ? breaking(
                            service.name(),
                            "no longer gives " + word,
                            "Keep it until its model does without, or make a new service",
                            place)
                        : compatible("no longer gives " + word + ", which its view lost", place)));
    now.stream()
        .filter(word -> !before.contains(word))
        .forEach(word -> changes.add(compatible("gives " + word + ", too", place)));
    if (!kept(before, now).equals(kept(now, before))) {
      changes.add(compatible("the order of its features changed", place));
    }
    Map<String, Integer> versions = versions(old);
    versions(service)
        .forEach(
            (view, version) -> {
              Integer was = versions.get(view);
              if (was != null && !Objects.equals(was, version)) {
                changes.add(
                    compatible(
                        "takes version " + version + " of " + view + ", and took " + was, place));
              }
            });
    return changes;
  }

  /** A service that holds to a version of a view has to hold to the one that there is. */
  private List<Change> wrongVersions(RegisteredService service, Service declared) {
    Map<String, Integer> versions = versions(service);
    return declared.features().stream()
        .filter(
            ref -> ref.version().filter(said -> !said.equals(versions.get(ref.view()))).isPresent())
        .map(ref -> wrong(ref, versions.get(ref.view()), place(service.name())))
        .toList();
  }

  private static Change wrong(FeatureRef ref, int version, String place) {
    return new Change(
        Effect.WRONG,
        "takes " + ref + ", but " + ref.view() + " is version " + version + " with this project",
        "Write @"
            + version
            + " once its model fits that, or leave the version out to follow the view",
        place,
        List.of());
  }

  private Change breaking(String name, String what, String advice, String place) {
    String whole = Kind.SERVICE.allowed(name);
    Effect effect = allowed.of(whole, whole);
    return new Change(
        effect,
        what,
        effect == Effect.BREAKING ? advice + ", or say --allow " + whole : "",
        place,
        List.of());
  }

  private static Change compatible(String what, String place) {
    return new Change(Effect.COMPATIBLE, what, "", place, List.of());
  }

  private String place(String service) {
    FilePlaces places = FilePlaces.of(folder, Kind.SERVICE.file(service));
    return places.file() + ":" + places.line(List.of("features"));
  }

  private static List<String> words(RegisteredService service) {
    return service.features().stream().map(Taken::toString).toList();
  }

  private static List<String> kept(List<String> words, List<String> others) {
    return words.stream().filter(others::contains).toList();
  }

  private static Map<String, Integer> versions(RegisteredService service) {
    return service.features().stream()
        .collect(
            Collectors.toMap(Taken::view, Taken::version, (one, same) -> same, LinkedHashMap::new));
  }
}
