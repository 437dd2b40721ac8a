package io.ingot.core.project;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a node. Its children stay at hand when the whole could not be built, so that every
 * later check sees what was right.
 *
 * @param key where its key stands
 * @param place where its value stands
 * @param value the value; empty when it was wrong
 * @param children what became of the keys below, or of a list's items by number
 */
record Bound(Place key, Place place, Optional<Object> value, Map<String, Bound> children) {
  Bound {
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  static Bound broken(Node.Entry entry) {
    return new Bound(entry.place(), entry.value().place(), Optional.empty(), Map.of());
  }

  static Bound of(Node.Entry entry, Object value) {
    return new Bound(entry.place(), entry.value().place(), Optional.of(value), Map.of());
  }

  Optional<Bound> child(String name) {
    return Optional.ofNullable(children.get(name));
  }

  /** The items of a list or the values of a map below a key; none when the key is absent. */
  Collection<Bound> below(String name) {
    return child(name).map(bound -> bound.children().values()).orElse(Collections.emptyList());
  }

  /** The value, if it is there, was right and is of that type. */
  <T> Optional<T> as(Class<T> type) {
    return value.filter(type::isInstance).map(type::cast);
  }

  /** The value below a key, if it is there, was right and is of that type. */
  <T> Optional<T> at(String name, Class<T> type) {
    return child(name).flatMap(bound -> bound.as(type));
  }
}
