package io.ingot.features.registry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What an apply does to one entity, view or service.
 *
 * @param before the registered version; empty for what has no versions, or is not registered
 * @param version the version that holds afterwards; empty for what has none, or goes
 */
record Step(
    Kind kind,
    String name,
    State state,
    Optional<Integer> before,
    Optional<Integer> version,
    List<Change> changes) {
  Step {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(version, "version");
    changes = List.copyOf(changes);
  }

  /** Of something that has no versions. */
  static Step unversioned(Kind kind, String name, State state, List<Change> changes) {
    return new Step(kind, name, state, Optional.empty(), Optional.empty(), changes);
  }

  /** In words such as {@code 1 -> 2}. */
  String versions() {
    if (before.isPresent() && version.isPresent() && !before.equals(version)) {
      return before.get() + " -> " + version.get();
    }
    return version.or(() -> before).map(String::valueOf).orElse("-");
  }

  /** What becomes of it. */
  enum State {
    NEW,
    /** What readers meet changes; of a view, the version. */
    CHANGED,
    /** Its record says something else, and no value changes. */
    DESCRIBED,
    /** As it was, and from now on nobody should begin to use it. */
    DEPRECATED,
    UNCHANGED,
    REMOVED;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
