package io.ingot.core.cli;

import io.ingot.core.error.ProjectException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** A time on the command line. */
final class Moment {
  private Moment() {}

  /**
   * Reads a date, which is its first moment in UTC, or a time with its zone.
   *
   * @throws ProjectException when the text is neither
   */
  static Instant of(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new ProjectException(
          "Cannot read the time '"
              + text
              + "'. Write 2026-01-31, or 2026-01-31T08:00:00Z with its zone.",
          e);
    }
  }
}
