package io.ingot.features.registry;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A column of a view, which services and readers call by its name.
 *
 * @param name such as {@code spend_7d}
 * @param feature the feature of the view's file that it belongs to, such as {@code spend}
 * @param type its Spark SQL type, such as {@code decimal(38,2)}; empty while the columns of the
 *     view's input are not known
 * @param meaning in words, such as {@code sum of amount over 7d}
 * @param labels in alphabetical order
 * @param deprecated what to use instead, or why
 * @param from the columns of tables that decide its values, one step back; none where that is not
 *     known
 */
public record RegisteredColumn(
    String name,
    String feature,
    Optional<String> type,
    String meaning,
    Optional<String> description,
    Optional<String> unit,
    Set<String> labels,
    Optional<String> deprecated,
    List<From> from) {
  public RegisteredColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(unit, "unit");
    labels = Collections.unmodifiableSet(new TreeSet<>(labels));
    Objects.requireNonNull(deprecated, "deprecated");
    from = List.copyOf(from);
  }

  /** The same with a type that was known before. */
  RegisteredColumn typed(Optional<String> known) {
    return new RegisteredColumn(
        name, feature, known, meaning, description, unit, labels, deprecated, from);
  }

  /**
   * A column of a table, such as {@code amount} of {@code silver.sales}.
   *
   * @param use what it does to the values: {@code identity}, {@code transformation} and {@code
   *     aggregation} go into them, {@code conditional} and {@code window} decide which rows do
   */
  public record From(String table, String column, String use) {
    public From {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(use, "use");
    }

    @Override
    public String toString() {
      return table + "." + column + " " + use;
    }
  }
}
