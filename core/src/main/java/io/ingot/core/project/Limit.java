package io.ingot.core.project;

import java.util.Objects;

/**
 * The least or greatest value that a column may have, in the words of the file: a number, {@code
 * yyyy-MM-dd}, or {@code yyyy-MM-dd HH:mm:ss}.
 */
public record Limit(String text) {
  public Limit {
    Objects.requireNonNull(text, "text");
  }

  /** Reads a limit; the column's type tells whether it makes sense. */
  public static Limit of(String text) {
    return new Limit(text.strip());
  }

  @Override
  public String toString() {
    return text;
  }
}
