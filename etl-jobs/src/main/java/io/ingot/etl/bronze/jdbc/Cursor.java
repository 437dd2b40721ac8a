package io.ingot.etl.bronze.jdbc;

import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * A watermark's column: its values as moments or numbers, and its conditions in SQL.
 *
 * @param name the column
 * @param kind what its values are
 * @param zone of times that have none of their own; UTC for moments
 * @param fractionDigits the digits of a second that its values have
 * @param dialect of the database
 */
record Cursor(String name, CursorKind kind, ZoneId zone, int fractionDigits, Dialect dialect) {
  /**
   * Looks a watermark's column up.
   *
   * @throws ProjectException when its type does not tell which rows are new
   */
  static Cursor of(JdbcTable table, Watermark watermark) {
    SourceColumn column =
        table.columns().stream()
            .filter(one -> one.name().equals(watermark.column()))
            .findFirst()
            .orElseThrow(() -> refused(table, watermark, "is not there. Correct its name."));
    CursorKind kind =
        table
            .dialect()
            .cursor(column)
            .filter(found -> (found == CursorKind.NUMBER) == watermark.gap().isPresent())
            .orElseThrow(
                () ->
                    refused(
                        table,
                        watermark,
                        "is of type "
                            + column.type()
                            + ". With 'lag' it has to be a timestamp, with 'gap' a whole number; a"
                            + " view can cast it."));
    if (kind == CursorKind.LOCAL && watermark.zone().isEmpty()) {
      throw refused(
          table,
          watermark,
          "is of type "
              + column.type()
              + ", which has no time zone. Say which one it is kept in, such as zone: UTC.");
    }
    if (kind != CursorKind.LOCAL && watermark.zone().isPresent()) {
      throw refused(table, watermark, "is of type " + column.type() + ". Leave 'zone' out.");
    }
    ZoneId zone = watermark.zone().map(said -> said.id()).orElse(ZoneOffset.UTC);
    return new Cursor(
        column.name(), kind, zone, table.dialect().fractionDigits(column), table.dialect());
  }

  private static ProjectException refused(JdbcTable table, Watermark watermark, String why) {
    return new ProjectException(
        "Cannot read " + table.origin() + ": its watermark " + watermark.column() + " " + why);
  }

  /** The column for SQL. */
  String quoted() {
    return dialect.quote(name);
  }

  /** A moment for SQL, to be compared with the column. */
  String literal(Instant moment) {
    return kind == CursorKind.MOMENT ? dialect.moment(moment) : dialect.local(local(moment));
  }

  /** A moment as the column's zone shows it. */
  LocalDateTime local(Instant moment) {
    return LocalDateTime.ofInstant(moment, zone);
  }

  /** An expression over the column as text for {@link #moment}. */
  String text(String expression) {
    return dialect.text(expression, kind);
  }

  /** A value of the column, from its text. */
  Instant moment(String origin, String text) {
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new SourceException(
          "Cannot read "
              + origin
              + ": its watermark "
              + name
              + " is "
              + text
              + " in some row, so no window could begin there. Mend that row, or leave it out by a"
              + " view.",
          e);
    }
  }

  /**
   * The latest end that a window may have at a time: a value that is cut to fewer digits than the
   * clock has can lie before the clock's time although it is yet to be written.
   */
  Instant floor(Instant moment) {
    long unit = Duration.ofSeconds(1).toNanos();
    for (int digit = 0; digit < Math.min(fractionDigits, 6); digit++) {
      unit /= 10;
    }
    return moment.minusNanos(Math.floorMod(moment.getNano(), unit));
  }
}
