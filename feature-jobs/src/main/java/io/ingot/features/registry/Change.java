package io.ingot.features.registry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One difference between what is registered and what the project says.
 *
 * @param effect what it does to models and readers
 * @param what the difference
 * @param advice what to do about it; empty where there is nothing to do
 * @param place file and line of it
 * @param services those that take what changed, by name
 */
record Change(Effect effect, String what, String advice, String place, List<String> services) {
  Change {
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(advice, "advice");
    Objects.requireNonNull(place, "place");
    services = List.copyOf(services);
  }

  /** Whether the project can't be applied with it. */
  boolean isRefused() {
    return effect == Effect.BREAKING || effect == Effect.WRONG;
  }

  /** For a person; the name of what changed leads. */
  String describe(String name) {
    return place
        + ": "
        + effect.word()
        + ": "
        + name
        + ": "
        + what
        + (services.isEmpty() ? "" : "; taken by " + String.join(", ", services))
        + (advice.isEmpty() ? "" : ". " + advice + ".");
  }

  /** What a difference does to models and readers. */
  enum Effect {
    /** What they rely on no longer holds. */
    BREAKING,
    /** It breaks them, and was allowed. */
    ALLOWED,
    /** They can go on as they are. */
    COMPATIBLE,
    /** No value changed. */
    DESCRIBED,
    /** The project contradicts itself, which nobody can allow. */
    WRONG;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
