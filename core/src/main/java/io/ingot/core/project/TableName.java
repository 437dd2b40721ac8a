package io.ingot.core.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A table's name as it is said everywhere: {@code layer.name}, such as {@code silver.sales}. */
public record TableName(Layer layer, String name) implements Comparable<TableName> {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  public TableName {
    Objects.requireNonNull(layer, "layer");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid table name: "
              + name
              + ". Use lower-case letters, digits and _, starting with a letter, at most 63.");
    }
  }

  /**
   * Reads {@code layer.name}.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  @JsonCreator
  public static TableName of(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid table name: " + text + ". Write layer.name, such as silver.sales."));
  }

  /** Reads {@code layer.name}; empty when the text is not of that form. */
  public static Optional<TableName> parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || !NAME.matcher(text.substring(dot + 1)).matches()) {
      return Optional.empty();
    }
    String word = text.substring(0, dot);
    return Arrays.stream(Layer.values())
        .filter(layer -> layer.word().equals(word))
        .findFirst()
        .map(layer -> new TableName(layer, text.substring(dot + 1)));
  }

  /** The table of the rows that this one refused. */
  public TableName quarantine() {
    return new TableName(Layer.QUARANTINE, name);
  }

  @Override
  public int compareTo(TableName other) {
    return Comparator.comparing(TableName::layer)
        .thenComparing(TableName::name)
        .compare(this, other);
  }

  @Override
  @JsonValue
  public String toString() {
    return layer.word() + "." + name;
  }
}
