package io.ingot.core.project;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a project says of its features beside its views.
 *
 * @param entities by name
 * @param services by name
 */
public record Serving(Map<String, Entity> entities, Map<String, Service> services) {
  public Serving {
    entities = Collections.unmodifiableMap(new TreeMap<>(entities));
    services = Collections.unmodifiableMap(new TreeMap<>(services));
  }

  /** No entity is described, and no model served. */
  public static Serving nothing() {
    return new Serving(Map.of(), Map.of());
  }

  /** The name of the entity of a key column: the declared one, or the column's own name. */
  public String entity(String key) {
    return declared(key).map(Map.Entry::getKey).orElse(key);
  }

  /** The entity of a key column with its name; empty where none is declared. */
  public Optional<Map.Entry<String, Entity>> declared(String key) {
    return entities.entrySet().stream()
        .filter(entity -> entity.getValue().key().equals(key))
        .findFirst();
  }
}
