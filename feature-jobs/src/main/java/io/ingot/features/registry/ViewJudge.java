package io.ingot.features.registry;

import io.ingot.core.project.ContractChange;
import io.ingot.core.project.FilePlaces;
import io.ingot.core.project.ViewDifference;
import io.ingot.features.registry.Change.Effect;
import io.ingot.features.registry.Step.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which version of a view a project declares, and whether models can go on with it.
 *
 * @param folder of the project
 */
record ViewJudge(Path folder, Allowed allowed, Takers takers) {
  /** A view that is not registered; one that was goes on counting. */
  Judged<RegisteredView> added(RegisteredView view, Optional<RegisteredView> removed) {
    RegisteredView record =
        removed
            .map(
                old -> {
                  List<Change> since = differences(old, view);
                  return since.isEmpty()
                      ? view.like(old).changed(view.changed())
                      : view.after(old, words(since));
                })
            .orElse(view);
    return new Judged<>(
        new Step(
            Kind.VIEW,
            view.name(),
            State.NEW,
            Optional.empty(),
            Optional.of(record.version()),
            List.of()),
        record);
  }

  /** A view that is registered. */
  Judged<RegisteredView> kept(RegisteredView old, RegisteredView view) {
    List<Change> changes = new ArrayList<>(differences(old, view));
    if (!changes.isEmpty()) {
      RegisteredView next = view.after(old, words(changes));
      changes.addAll(facts(old, next));
      return judged(State.CHANGED, old, next, changes);
    }
    RegisteredView same = view.like(old);
    if (same.equals(old)) {
      return judged(State.UNCHANGED, old, old, changes);
    }
    State state = newlyDeprecated(old, same) ? State.DEPRECATED : State.DESCRIBED;
    return judged(state, old, same.changed(view.changed()), facts(old, same));
  }

  /** A view that the project does not have any more. */
  Step removed(RegisteredView old) {
    Set<String> columns =
        old.columns().stream().map(RegisteredColumn::name).collect(Collectors.toSet());
    String advice =
        old.deprecated().isPresent()
            ? "Once no model takes it, say --allow " + old.name()
            : "Say deprecated: in its file and apply that, and remove it once no model takes it;"
                + " or say --allow "
                + old.name();
    Change change =
        change(
            allowed.of(old.name(), old.name()),
            "the view was removed",
            advice,
            Kind.VIEW.file(old.name()) + ":1",
            takers.of(old.name(), columns));
    return new Step(
        Kind.VIEW,
        old.name(),
        State.REMOVED,
        Optional.of(old.version()),
        Optional.empty(),
        List.of(change));
  }

  private static Judged<RegisteredView> judged(
      State state, RegisteredView old, RegisteredView now, List<Change> changes) {
    return new Judged<>(
        new Step(
            Kind.VIEW,
            old.name(),
            state,
            Optional.of(old.version()),
            Optional.of(now.version()),
            changes),
        now);
  }

  /** What makes another version of it. */
  private List<Change> differences(RegisteredView old, RegisteredView view) {
    FilePlaces places = FilePlaces.of(folder, Kind.VIEW.file(view.name()));
    List<Change> changes = new ArrayList<>();
    for (ViewDifference difference : view.definition().since(old.definition())) {
      changes.add(change(difference, view, place(places, difference.path())));
    }
    for (RegisteredColumn column : view.columns()) {
      Optional<String> before = old.column(column.name()).flatMap(RegisteredColumn::type);
      if (before.isPresent() && column.type().isPresent() && !before.equals(column.type())) {
        changes.add(retyped(column, before.get(), view, places));
      }
    }
    return changes;
  }

  private Change change(ViewDifference difference, RegisteredView view, String place) {
    String part =
        difference.feature().map(feature -> view.name() + ":" + feature).orElse(view.name());
    return difference.effect() == ContractChange.Effect.BREAKING
        ? change(
            allowed.of(view.name(), part),
            difference.what(),
            difference.advice() + ", or say --allow " + part,
            place,
            takers.of(view.name(), difference.columns()))
        : new Change(Effect.COMPATIBLE, difference.what(), difference.advice(), place, List.of());
  }

  private Change retyped(
      RegisteredColumn column, String before, RegisteredView view, FilePlaces places) {
    String part = view.name() + ":" + column.feature();
    return change(
        allowed.of(view.name(), part),
        "column "
            + column.name()
            + " changed its type from "
            + before
            + " to "
            + column.type().orElseThrow(),
        "Keep the type of what it is made of, or make a new feature of it, or say --allow " + part,
        place(places, List.of("features", column.feature())),
        takers.of(view.name(), Set.of(column.name())));
  }

  /** What to do is told to whoever did not say already that it is meant. */
  private static Change change(
      Effect effect, String what, String advice, String place, List<String> services) {
    return new Change(effect, what, effect == Effect.BREAKING ? advice : "", place, services);
  }

  private List<Change> facts(RegisteredView old, RegisteredView now) {
    Facts facts =
        new Facts(Kind.VIEW.file(now.name()) + ":1")
            .deprecated("", old.deprecated(), now.deprecated())
            .same("description", old.description(), now.description())
            .word("owner", old.owner(), now.owner())
            .word("tags", Optional.of(old.tags()), Optional.of(now.tags()))
            .same("online", old.online(), now.online());
    if (old.version() == now.version()) {
      facts.same("the query's text", old.definition().sql(), now.definition().sql());
    }
    for (RegisteredColumn column : now.columns()) {
      old.column(column.name()).ifPresent(before -> facts(before, column, facts));
    }
    List<Change> told = facts.told();
    // Another Ingot may digest the same declaration otherwise.
    return told.isEmpty() && old.version() == now.version()
        ? facts.same("the record", old, now).told()
        : told;
  }

  private static void facts(RegisteredColumn old, RegisteredColumn now, Facts facts) {
    String name = now.name() + ": ";
    facts
        .deprecated(name, old.deprecated(), now.deprecated())
        .same(name + "description", old.description(), now.description())
        .word(name + "unit", old.unit(), now.unit())
        .word(name + "labels", Optional.of(old.labels()), Optional.of(now.labels()))
        .same(name + "lineage", old.from(), now.from());
    if (old.type().isEmpty()) {
      facts.word(name + "type", old.type(), now.type());
    }
  }

  private static boolean newlyDeprecated(RegisteredView old, RegisteredView now) {
    return (old.deprecated().isEmpty() && now.deprecated().isPresent())
        || now.columns().stream()
            .filter(column -> column.deprecated().isPresent())
            .anyMatch(
                column ->
                    old.column(column.name())
                        .filter(was -> was.deprecated().isEmpty())
                        .isPresent());
  }

  private static List<String> words(List<Change> changes) {
    return changes.stream().map(Change::what).toList();
  }

  private static String place(FilePlaces places, List<String> path) {
    return places.file() + ":" + places.line(path);
  }
}
