package io.ingot.core.project;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** A time zone by its name. */
public record Zone(ZoneId id) {
  private static final Instant REMEMBERED = Instant.parse("2000-01-01T00:00:00Z");

  public Zone {
    Objects.requireNonNull(id, "id");
  }

  /**
   * Reads {@code Asia/Tokyo}, {@code UTC} or {@code +02:00}.
   *
   * @throws IllegalArgumentException when no such zone is known
   */
  public static Zone of(String text) {
    try {
      return new Zone(ZoneId.of(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "Unknown time zone '" + text + "'. Write a name such as Asia/Tokyo, or UTC.", e);
    }
  }

  /** Whether its clocks were ever set back or forward since 2000. */
  public boolean changesItsClocks() {
    return id.getRules().nextTransition(REMEMBERED) != null;
  }

  @Override
  public String toString() {
    return id.getId();
  }
}
