package io.ingot.features.registry;

import java.util.Objects;

/**
 * Something that may be meant, and that somebody will stumble over.
 *
 * @param place file and line
 * @param what is there
 * @param advice what to write instead
 */
record Warning(String place, String what, String advice) {
  Warning {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(advice, "advice");
  }

  @Override
  public String toString() {
    return place + ": warning: " + what + ". " + advice + ".";
  }
}
