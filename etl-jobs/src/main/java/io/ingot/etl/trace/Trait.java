package io.ingot.etl.trace;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A value by which a row of a table is known as a subject's.
 *
 * @param name the column that it is in the table that is declared, for a person
 * @param fields where it stands in the row, the first that is there
 * @param type SQL type as which it is compared beside its text; empty where it is text only
 * @param letters whether large and small ones differ
 */
public record Trait(String name, List<String> fields, Optional<String> type, Letters letters) {
  public Trait {
    Objects.requireNonNull(name, "name");
    fields = List.copyOf(fields);
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(letters, "letters");
  }

  /** A column that is compared as text. */
  public static Trait plain(String column) {
    return new Trait(column, List.of(column), Optional.empty(), Letters.DIFFER);
  }

  /** Whether large and small letters differ. */
  public enum Letters {
    DIFFER,
    SAME
  }
}
