package io.ingot.core.lease;

import java.util.Objects;
import java.util.Optional;

/** Where the claims on one table are written, one after the other; several processes do. */
sealed interface LeaseBook permits FileBook, KubernetesBook {
  /**
   * The last claim; empty where there was none yet.
   *
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  Optional<Entry> latest();

  /**
   * Writes a claim if the last one is still the one that was seen; of several that try, one does.
   *
   * @param seen the last claim; empty where there was none
   * @return the claim as it stands; empty when another was faster
   * @throws java.io.UncheckedIOException when it is not known whether it was written
   */
  Optional<Entry> write(Optional<Entry> seen, Claim next);

  /**
   * A claim in its place.
   *
   * @param place that tells it from the claims before and after it
   */
  record Entry(String place, Claim claim) {
    public Entry {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(claim, "claim");
    }
  }
}
