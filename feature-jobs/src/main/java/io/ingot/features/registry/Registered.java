package io.ingot.features.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is registered after one {@code ingot features apply}.
 *
 * @param number 1, 2, 3 ... without a gap, one for each apply that changed something
 * @param project the project's name
 * @param applied by whom and when
 * @param ingot the version of Ingot that wrote it; empty of one that was not built as a jar
 * @param entities by name
 * @param views by name, without the layer
 * @param services by name
 * @param removed views that are not there any more, by name, so that one that comes back does not
 *     use a version number again
 */
public record Registered(
    long number,
    String project,
    Stamp applied,
    Optional<String> ingot,
    Map<String, RegisteredEntity> entities,
    Map<String, RegisteredView> views,
    Map<String, RegisteredService> services,
    Map<String, RegisteredView> removed) {
  public Registered {
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(applied, "applied");
    Objects.requireNonNull(ingot, "ingot");
    entities = Collections.unmodifiableMap(new TreeMap<>(entities));
    views = Collections.unmodifiableMap(new TreeMap<>(views));
    services = Collections.unmodifiableMap(new TreeMap<>(services));
    removed = Collections.unmodifiableMap(new TreeMap<>(removed));
  }

  /** Before the first apply. */
  static Registered nothing(String project, Stamp now) {
    return new Registered(
        0, project, now, Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** A view by its name without the layer; empty when it is not registered, or not any more. */
  public Optional<RegisteredView> view(String name) {
    return Optional.ofNullable(views.get(name));
  }

  /** A service by its name; empty when it is not registered. */
  public Optional<RegisteredService> service(String name) {
    return Optional.ofNullable(services.get(name));
  }
}
