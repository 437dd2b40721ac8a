package io.ingot.core.project;

import java.time.Duration;
import java.util.Objects;

/**
 * A stretch of a watermark: a duration where the column is a time, a count where it is a number.
 */
public sealed interface Span {
  /**
   * Reads {@code 1h} or {@code 5000}.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  static Span of(String text) {
    return text.matches("[0-9]{1,18}")
        ? new Count(Long.parseLong(text))
        : new Time((Duration) Values.read(Duration.class, text));
  }

  /** Along a time. */
  record Time(Duration length) implements Span {
    public Time {
      Objects.requireNonNull(length, "length");
    }
  }

  /** Along a number. */
  record Count(long length) implements Span {}
}
