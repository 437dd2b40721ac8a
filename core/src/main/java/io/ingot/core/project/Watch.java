package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is watched of a table beside its batches. */
public record Watch(
    @Doc("How old the table may be") Optional<Fresh> fresh,
    @Doc("How the distribution of its columns is watched") List<Drift> drift) {
  public Watch {
    Objects.requireNonNull(fresh, "fresh");
    drift = List.copyOf(drift);
  }

  /** Of a table that says nothing of it. */
  public static Watch none() {
    return new Watch(Optional.empty(), List.of());
  }
}
