package io.ingot.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How rows that were deleted at the source are found; nothing but what is declared here is. */
@Doc("How rows that were deleted at the source are found")
public record Deletes(
    @Required @Doc("none, soft (a condition on the row tells) or reconcile (all keys are compared)")
        Mode mode,
    @Doc("soft: an SQL condition over the row's columns, such as is_deleted") Optional<String> when,
    @Doc("reconcile: the columns that tell rows apart") List<String> key,
    @Doc("reconcile: how often, such as 1d") Optional<Duration> every) {
  public Deletes {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(when, "when");
    key = List.copyOf(key);
    Objects.requireNonNull(every, "every");
    if ((mode == Mode.SOFT) != when.isPresent()) {
      throw new IllegalArgumentException("'when' belongs to mode soft, which needs it.");
    }
    boolean reconcile = mode == Mode.RECONCILE;
    if (reconcile == key.isEmpty() || reconcile != every.isPresent()) {
      throw new IllegalArgumentException(
          "'key' and 'every' belong to mode reconcile, which needs both.");
    }
  }

  /** What was not declared. */
  public static Deletes none() {
    return new Deletes(Mode.NONE, Optional.empty(), List.of(), Optional.empty());
  }

  /** The ways to find out. */
  public enum Mode {
    /** Deletions are not seen. */
    NONE,
    /** The row stays at the source, marked. */
    SOFT,
    /** The keys at the source are compared with those in bronze. */
    RECONCILE
  }
}
