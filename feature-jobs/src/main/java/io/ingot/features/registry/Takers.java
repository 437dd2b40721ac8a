package io.ingot.features.registry;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The services that are registered or declared, to be told of what changes under them. */
record Takers(List<RegisteredService> services) {
  static Takers of(Collection<RegisteredService> before, Collection<RegisteredService> now) {
    return new Takers(Stream.concat(before.stream(), now.stream()).toList());
  }

  /** Those that take any of some columns of a view, by name. */
  List<String> of(String view, Collection<String> columns) {
    return services.stream()
        .filter(service -> columns.stream().anyMatch(column -> service.takes(view, column)))
        .map(RegisteredService::name)
        .distinct()
        .sorted()
        .toList();
  }
}
