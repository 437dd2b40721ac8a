package io.ingot.core.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * The columns of a silver table.
 *
 * @param table the table
 * @param types the declared columns in order; no type where it is wrong
 */
record Columns(TableName table, Map<String, Optional<DataType>> types) {
  /** Columns that Ingot adds and a declaration may name. */
  private static final List<String> ADDED = List.of("_batch", "_extracted_at");

  Columns {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /** The columns of a draft; empty unless it is a silver table whose columns could be read. */
  static Optional<Columns> of(Draft draft) {
    if (draft.name().layer() != Layer.SILVER) {
      return Optional.empty();
    }
    return draft
        .bound()
        .child("columns")
        .filter(b -> !b.children().isEmpty())
        .map(
            columns -> {
              Map<String, Optional<DataType>> types = new LinkedHashMap<>();
              columns.children().forEach((name, column) -> types.put(name, type(column)));
              return new Columns(draft.name(), types);
            });
  }

  Optional<DataType> type(String column) {
    return types.getOrDefault(column, Optional.empty());
  }

  /** Tells a text that is not a declared column. */
  void requireDeclared(Bound text, Problems problems) {
    require(text.as(String.class), text.place(), types.keySet(), problems);
  }

  /** Tells a name that is not a declared column. */
  void requireDeclared(String name, Place place, Problems problems) {
    require(Optional.of(name), place, types.keySet(), problems);
  }

  /** Tells a text that is neither a declared column nor one that Ingot adds. */
  void requireReadable(Bound text, Problems problems) {
    List<String> readable = new ArrayList<>(types.keySet());
    readable.addAll(ADDED);
    require(text.as(String.class), text.place(), readable, problems);
  }

  private void require(
      Optional<String> name, Place place, Collection<String> known, Problems problems) {
    name.filter(column -> !known.contains(column))
        .ifPresent(
            column ->
                problems.add(
                    place,
                    "Unknown column '"
                        + column
                        + "' of "
                        + table
                        + ". "
                        + Nearest.hint(column, known)));
  }

  /** The contract's own check tells a wrong type; here it only means that the type is not known. */
  private static Optional<DataType> type(Bound column) {
    return column
        .at("type", String.class)
        .flatMap(text -> SparkTypes.parse(text, column.place(), new Problems()));
  }
}
