package io.ingot.core.lineage;

import io.ingot.core.project.TableName;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns a table's columns are made of, one step back.
 *
 * @param table the table
 * @param columns by its columns' names, in their order: what decides the column's values; none for
 *     a column that is made of no other
 * @param rows what decides which rows there are, whatever the column: filters, joins, groups, order
 */
public record ColumnLineage(TableName table, Map<String, Set<Input>> columns, Set<Input> rows) {
  public ColumnLineage {
    Objects.requireNonNull(table, "table");
    Map<String, Set<Input>> copy = new LinkedHashMap<>();
    columns.forEach(
        (name, inputs) -> copy.put(name, Collections.unmodifiableSet(new TreeSet<>(inputs))));
    columns = Collections.unmodifiableMap(copy);
    rows = Collections.unmodifiableSet(new TreeSet<>(rows));
  }

  /**
   * A column that is read, and what for.
   *
   * @param origin what it is a column of
   * @param column its name
   * @param path the field inside it, such as {@code address.city}, where only that is read
   * @param kind what it does to the result
   */
  public record Input(Origin origin, String column, Optional<String> path, Kind kind)
      implements Comparable<Input> {
    private static final Comparator<Input> ORDER =
        Comparator.comparing(Input::origin)
            .thenComparing(Input::column)
            .thenComparing(input -> input.path.orElse(""))
            .thenComparing(Input::kind);

    public Input {
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(kind, "kind");
    }

    /** A whole column whose values are taken as they are. */
    public static Input of(Origin origin, String column) {
      return new Input(origin, column, Optional.empty(), Kind.IDENTITY);
    }

    /** The column with the field inside it, as in {@code _raw.address.city}. */
    public String field() {
      return column + path.map(inner -> "." + inner).orElse("");
    }

    /** The same column, read for something else as well. */
    Input as(Kind other) {
      return new Input(origin, column, path, kind.then(other));
    }

    @Override
    public int compareTo(Input other) {
      return ORDER.compare(this, other);
    }
  }

  /** What a column that is read does to the result. */
  public enum Kind {
    /** Its values are those of the result. */
    IDENTITY,
    /** Values of the result are computed from its values, row by row. */
    TRANSFORMATION,
    /** Values of the result are computed from those of many rows. */
    AGGREGATION,
    /** It decides which of several values is taken. */
    CONDITIONAL,
    /** It decides over which rows a window function goes. */
    WINDOW,
    /** Rows are matched by it. */
    JOIN,
    /** Rows are put together by it. */
    GROUP_BY,
    /** It decides which rows are kept. */
    FILTER,
    /** Rows are put in order by it. */
    SORT;

    /** Whether values go from it into the result; else it only decides. */
    public boolean isDirect() {
      return compareTo(AGGREGATION) <= 0;
    }

    /** In a word, as the files of lineage servers have it: {@code identity}, {@code group_by}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a column is to a result that is made of what this kind made. */
    Kind then(Kind next) {
      if (!next.isDirect()) {
        return next;
      }
      return isDirect() && next.compareTo(this) > 0 ? next : this;
    }
  }
}
