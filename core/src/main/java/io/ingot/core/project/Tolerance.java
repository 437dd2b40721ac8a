package io.ingot.core.project;

import java.util.Optional;

/** How many of the rows a rule of single rows must hold for. */
public record Tolerance(
    @Doc("Least share of rows that must hold; 100% unless said") Share mostly,
    @Doc("Share of rows below which the run warns, above mostly") Optional<Share> warn) {
  public Tolerance {
    mostly = mostly == null ? new Share(1) : mostly;
    if (warn.isPresent() && warn.get().value() <= mostly.value()) {
      throw new IllegalArgumentException(
          "warn " + warn.get() + " would never be heard: it must be above mostly " + mostly + ".");
    }
  }

  /** All rows. */
  public static Tolerance none() {
    return atLeast(new Share(1));
  }

  /** A share of the rows. */
  public static Tolerance atLeast(Share mostly) {
    return new Tolerance(mostly, Optional.empty());
  }
}
