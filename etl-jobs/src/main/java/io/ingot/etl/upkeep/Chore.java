package io.ingot.etl.upkeep;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something that was found to do, or not to do, with what carries it out.
 *
 * @param planned as it would be
 * @param work does it and tells how it came out
 */
record Chore(Task planned, Supplier<Task> work) {
  Chore {
    Objects.requireNonNull(planned, "planned");
    Objects.requireNonNull(work, "work");
  }

  /** Nothing to be done. */
  static Chore none(Task planned) {
    return new Chore(planned, () -> planned);
  }

  /** Does it, where it is time. */
  Task carryOut() {
    return work.get();
  }
}
