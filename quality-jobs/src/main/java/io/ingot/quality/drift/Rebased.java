package io.ingot.quality.drift;

import java.util.Objects;
import java.util.Optional;

/**
 * A baseline that is taken anew.
 *
 * @param before the one that was kept
 * @param version the table's version that the new one is of
 * @param now the new one; empty where it is only shown
 */
record Rebased(
    Subject subject, Optional<KeptBaseline> before, long version, Optional<KeptBaseline> now) {
  Rebased {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(now, "now");
  }

  /** What becomes of it, in words. */
  String outcome() {
    if (now.isEmpty()) {
      return "would be taken anew";
    }
    return now.get().isEnough(subject)
        ? "taken anew"
        : "stays: too few rows, it takes " + subject.drift().minRows();
  }
}
