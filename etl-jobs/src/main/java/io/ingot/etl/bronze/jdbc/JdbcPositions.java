package io.ingot.etl.bronze.jdbc;

import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Watermark.OpenTransactions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Places of a table as a person says them. */
final class JdbcPositions {
  private final JdbcTable table;
  private final Cursor cursor;

  JdbcPositions(JdbcTable table, Cursor cursor) {
    this.table = table;
    this.cursor = cursor;
  }

  /**
   * The bound at a place.
   *
   * @param position a time such as {@code 2026-01-31T12:00:00Z}, a date, or a whole number
   * @throws ProjectException when it is none of them, or after what the source has now
   */
  long bound(String position) {
    if (cursor.kind() == CursorKind.NUMBER) {
      return number(position);
    }
    Instant moment = moment(position);
    Instant now = now();
    if (moment.isAfter(now)) {
      throw refused(position, "by the source's clock it is only " + now);
    }
    return JdbcWindows.micros(moment);
  }

  private long number(String position) {
    if (!position.matches("-?[0-9]{1,18}")) {
      throw refused(position, cursor.name() + " is a whole number; write one such as 120000");
    }
    long number = Long.parseLong(position);
    Optional<Long> greatest = greatest();
    if (greatest.filter(last -> number <= last + 1).isEmpty()) {
      throw refused(
          position,
          greatest
              .map(last -> "the greatest " + cursor.name() + " of the source is " + last)
              .orElse("the source has no rows"));
    }
    return number;
  }

  private Instant moment(String position) {
    try {
      return position.matches("\\d{4}-\\d\\d-\\d\\d")
          ? LocalDate.parse(position).atStartOfDay(cursor.zone()).toInstant()
          : OffsetDateTime.parse(position).toInstant();
    } catch (DateTimeParseException e) {
      throw refused(position, "write a time with its zone such as 2026-01-31T12:00:00Z, or a date");
    }
  }

  /**
   * A window that was taken before.
   *
   * @param bound where the table's last batch ended
   * @throws ProjectException when the watermark is no time, or the window ends after the bound
   */
  Window closed(Optional<Long> bound, Instant from, Instant to) {
    if (cursor.kind() == CursorKind.NUMBER) {
      throw new ProjectException(
          "Cannot read "
              + table.origin()
              + " from "
              + from
              + " to "
              + to
              + " again: its watermark "
              + cursor.name()
              + " is a number, so rows cannot be asked for by time.");
    }
    if (!from.isBefore(to)) {
      throw new ProjectException(
          "Cannot read " + table.origin() + " again: " + from + " is not before " + to + ".");
    }
    Optional<Instant> end = bound.map(JdbcWindows::moment);
    if (end.filter(last -> !to.isAfter(last)).isEmpty()) {
      throw new ProjectException(
          "Cannot read "
              + table.origin()
              + " again up to "
              + to
              + ": the table "
              + end.map(last -> "has got to " + last).orElse("has no batch")
              + ". Say an earlier end, or run first.");
    }
    return new Window.Times(Optional.of(from), to);
  }

  /** How far the source is ahead of a bound, in words. */
  String behind(long bound) {
    if (cursor.kind() == CursorKind.NUMBER) {
      return greatest().map(last -> String.valueOf(Math.max(0, last - bound + 1))).orElse("0");
    }
    Duration behind = Duration.between(JdbcWindows.moment(bound), now());
    if (behind.toDays() > 1) {
      return behind.toDays() + " d";
    }
    if (behind.toHours() > 1) {
      return behind.toHours() + " h";
    }
    return behind.toMinutes() > 1
        ? behind.toMinutes() + " min"
        : Math.max(0, behind.toSeconds()) + " s";
  }

  private Instant now() {
    return table.clock(OpenTransactions.IGNORE).now();
  }

  private Optional<Long> greatest() {
    return table.range(cursor.name(), "1 = 1").map(ReadRange::greatest);
  }

  private ProjectException refused(String position, String why) {
    return new ProjectException(
        "Cannot go on with " + table.origin() + " at '" + position + "': " + why + ".");
  }
}
