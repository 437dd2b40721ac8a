package io.ingot.features.registry;

import io.ingot.features.registry.Change.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Collects what is said otherwise of something whose values are as they were. */
final class Facts {
  private final String place;
  private final List<Change> told = new ArrayList<>();

  Facts(String place) {
    this.place = place;
  }

  /** Compares a fact that is too long to be told. */
  Facts same(String what, Object before, Object now) {
    return Objects.equals(before, now) ? this : tell(what + " changed");
  }

  /** Compares a fact of a word or two. */
  Facts word(String what, Optional<?> before, Optional<?> now) {
    return before.equals(now)
        ? this
        : tell(what + " changed from " + said(before) + " to " + said(now));
  }

  /** Compares what is said about using it no more. */
  Facts deprecated(String what, Optional<String> before, Optional<String> now) {
    if (before.equals(now)) {
      return this;
    }
    return tell(
        now.map(why -> what + "deprecated: " + why).orElse(what + "not deprecated any more"));
  }

  List<Change> told() {
    return List.copyOf(told);
  }

  private Facts tell(String what) {
    told.add(new Change(Effect.DESCRIBED, what, "", place, List.of()));
    return this;
  }

  private static String said(Optional<?> value) {
    return value.map(String::valueOf).orElse("nothing");
  }
}
