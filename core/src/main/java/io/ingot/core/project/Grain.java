package io.ingot.core.project;

import java.time.Duration;
import java.util.Locale;

/** The steps of time by which a view of aggregates has rows; a window is a whole number of them. */
public enum Grain {
  DAY(Duration.ofDays(1)),
  HOUR(Duration.ofHours(1)),
  MINUTE(Duration.ofMinutes(1));

  private final Duration step;

  Grain(Duration step) {
    this.step = step;
  }

  /** How long a step is. */
  public Duration step() {
    return step;
  }

  /** How many steps a window has; the window has to be a whole number of them. */
  public long steps(Duration window) {
    return window.toMinutes() / step.toMinutes();
  }

  /** Whether a window is a whole number of steps. */
  public boolean divides(Duration window) {
    return window.toMinutes() % step.toMinutes() == 0;
  }

  /** The word in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
