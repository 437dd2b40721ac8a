package io.ingot.features.registry;

import io.ingot.core.project.FilePlaces;
import io.ingot.features.registry.Change.Effect;
import io.ingot.features.registry.Step.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of an entity. A view that is about it judges its own keys, so here only the
 * name is at stake.
 *
 * @param folder of the project
 */
record EntityJudge(Path folder, Allowed allowed) {
  /** An entity that is not registered. */
  Judged<RegisteredEntity> added(RegisteredEntity entity) {
    return new Judged<>(Step.unversioned(Kind.ENTITY, entity.name(), State.NEW, List.of()), entity);
  }

  /** An entity that is registered. */
  Judged<RegisteredEntity> kept(RegisteredEntity old, RegisteredEntity entity) {
    String place = place(old.name());
    List<Change> changes = new ArrayList<>();
    if (!old.key().equals(entity.key()) || !old.type().equals(entity.type())) {
      changes.add(rekeyed(old, entity, place));
    }
    boolean changed = !changes.isEmpty();
    changes.addAll(
        new Facts(place)
            .same("description", old.description(), entity.description())
            .word("owner", old.owner(), entity.owner())
            .word("tags", Optional.of(old.tags()), Optional.of(entity.tags()))
            .told());
    State state = changed ? State.CHANGED : changes.isEmpty() ? State.UNCHANGED : State.DESCRIBED;
    return new Judged<>(
        Step.unversioned(Kind.ENTITY, old.name(), state, changes),
        state == State.UNCHANGED ? old : entity.stamped(old.created(), entity.changed()));
  }

  /** An entity that the project does not describe any more; its key columns are in the views. */
  Step removed(RegisteredEntity old) {
    return Step.unversioned(Kind.ENTITY, old.name(), State.REMOVED, List.of());
  }

  private Change rekeyed(RegisteredEntity old, RegisteredEntity entity, String place) {
    String whole = Kind.ENTITY.allowed(old.name());
    Effect effect = allowed.of(whole, whole);
    return new Change(
        effect,
        "the key changed from "
            + old.key()
            + " "
            + old.type()
            + " to "
            + entity.key()
            + " "
            + entity.type(),
        effect == Effect.BREAKING
            ? "Whoever asks for features by it asks for others; make a new entity of it, or say"
                + " --allow "
                + whole
            : "",
        place,
        List.of());
  }

  private String place(String entity) {
    FilePlaces places = FilePlaces.of(folder, Kind.ENTITY.file(entity));
    return places.file() + ":" + places.line(List.of("entities", entity));
  }
}
