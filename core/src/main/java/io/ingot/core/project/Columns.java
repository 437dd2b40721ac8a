package io.ingot.core.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;

/**
 * The columns of a silver table.
 *
 * @param table the table
 * @param types the declared columns in order; no type where it is wrong
 * @param added columns that Ingot adds and a declaration may name
 */
record Columns(TableName table, Map<String, Optional<DataType>> types, List<String> added) {
  private static final List<String> ADDED = List.of("_batch", "_extracted_at");

  /** Columns that some tables have, by what their sources tell. */
  private static final List<String> KEPT_BESIDE = List.of("_deleted", "_rescued");

  private static final List<String> HISTORY =
      List.of("_batch", "_extracted_at", "_valid_from", "_valid_to", "_current");

  Columns {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    added = List.copyOf(added);
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
              return new Columns(draft.name(), types, added(draft.bound()));
            });
  }

  private static List<String> added(Bound table) {
    return table
            .child("write")
            .flatMap(write -> write.at("mode", Write.Mode.class))
            .filter(Write.Mode.SCD2::equals)
            .isPresent()
        ? HISTORY
        : ADDED;
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
    require(text.as(String.class), text.place(), readable(), problems);
  }

  /** Tells a name in SQL, where case is no matter, that is neither declared nor added by Ingot. */
  void requireReadable(String name, Place place, Problems problems) {
    List<String> readable = new ArrayList<>(types.keySet());
    readable.addAll(ADDED);
    if (readable.stream().noneMatch(name::equalsIgnoreCase)) {
      require(Optional.of(name), place, readable, problems);
    }
  }

  /** Tells a name in a query over the table's rows, history included, where case is no matter. */
  void requireReadableInSql(String name, Place place, Problems problems) {
    boolean known =
        Stream.concat(readable().stream(), KEPT_BESIDE.stream()).anyMatch(name::equalsIgnoreCase);
    if (!known) {
      require(Optional.of(name), place, readable(), problems);
    }
  }

  private List<String> readable() {
    List<String> readable = new ArrayList<>(types.keySet());
    readable.addAll(added);
    return readable;
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
