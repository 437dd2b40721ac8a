package io.ingot.features.registry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be registered. */
enum Kind {
  ENTITY("entities/"),
  VIEW("features/"),
  SERVICE("services/");

  private final String folder;

  Kind(String folder) {
    this.folder = folder;
  }

  /** What {@code --allow} calls one of it: views are called by their name alone. */
  String allowed(String name) {
    return this == VIEW ? name : folder + name;
  }

  /** The file that declares one of it. */
  String file(String name) {
    return this == ENTITY ? "ingot.yml" : folder + name + ".yml";
  }

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
