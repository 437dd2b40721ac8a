package io.ingot.core.project;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that a project's files declare by name, whether it could be read or not. */
final class Declared {
  private final Optional<Bound> main;
  private final Map<TableName, Draft> tables = new TreeMap<>();
  private final Map<TableName, Columns> columns = new HashMap<>();

  Declared(Optional<Bound> main, List<Draft> drafts) {
    this.main = main;
    for (Draft draft : drafts) {
      tables.put(draft.name(), draft);
      Columns.of(draft).ifPresent(known -> columns.put(draft.name(), known));
    }
  }

  Map<TableName, Draft> tables() {
    return Collections.unmodifiableMap(tables);
  }

  /** The connections by name; empty when {@code ingot.yml} could not be read at all. */
  Optional<Map<String, Bound>> connections() {
    return main.map(bound -> bound.child("connections").map(Bound::children).orElse(Map.of()));
  }

  /** The calendars by name; empty when {@code ingot.yml} could not be read at all. */
  Optional<Map<String, Bound>> calendars() {
    return main.map(bound -> bound.child("calendars").map(Bound::children).orElse(Map.of()));
  }

  /** The entities by name; empty when {@code ingot.yml} could not be read at all. */
  Optional<Map<String, Bound>> entities() {
    return main.map(bound -> bound.child("entities").map(Bound::children).orElse(Map.of()));
  }

  /** The columns of a table; empty unless it is a silver table whose columns could be read. */
  Optional<Columns> columns(TableName table) {
    return Optional.ofNullable(columns.get(table));
  }

  /** The table of that name; empty, with a problem told, unless it is there in an allowed layer. */
  Optional<Draft> require(TableName name, Set<Layer> allowed, Place place, Problems problems) {
    if (!allowed.contains(name.layer())) {
      problems.add(
          place,
          "Only a "
              + allowed.stream().sorted().map(Layer::word).collect(Collectors.joining(" or "))
              + " table can stand here, not "
              + name
              + "."
              + namesake(name, allowed).map(near -> " Did you mean '" + near + "'?").orElse(""));
      return Optional.empty();
    }
    Draft draft = tables.get(name);
    if (draft == null) {
      problems.add(place, "Unknown table '" + name + "'. " + hint(name, allowed));
    }
    return Optional.ofNullable(draft);
  }

  private String hint(TableName name, Set<Layer> allowed) {
    return namesake(name, allowed)
        .map(near -> "Did you mean '" + near + "'?")
        .orElseGet(() -> Nearest.hint(name.toString(), names(allowed)));
  }

  private Optional<String> namesake(TableName name, Set<Layer> allowed) {
    return names(allowed).stream().filter(known -> known.endsWith("." + name.name())).findFirst();
  }

  private List<String> names(Set<Layer> allowed) {
    return tables.keySet().stream()
        .filter(known -> allowed.contains(known.layer()))
        .map(TableName::toString)
        .toList();
  }
}
