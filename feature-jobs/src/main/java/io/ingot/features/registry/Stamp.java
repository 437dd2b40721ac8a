package io.ingot.features.registry;

import java.time.Instant;
import java.util.Objects;

/** Who did something, and when. */
public record Stamp(String by, Instant at) {
  public Stamp {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(at, "at");
  }
}
