package io.ingot.quality.metrics;

import io.ingot.core.project.BusinessCalendar;
import io.ingot.core.project.Fresh;
import io.ingot.core.project.Watching;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Until when a table is fresh. Days off, which last from one midnight of the zone to the next, do
 * not count.
 *
 * @param calendar empty where every day counts
 */
record Deadline(Duration within, Optional<BusinessCalendar> calendar, ZoneId zone) {
  /** More days off in a row than any calendar has. */
  private static final int DAYS = 3660;

  static Deadline of(Fresh fresh, Watching watching) {
    return new Deadline(
        fresh.within(),
        fresh.calendar().flatMap(name -> Optional.ofNullable(watching.calendars().get(name))),
        fresh.zone().id());
  }

  /**
   * The moment from which on it is too old.
   *
   * @param seen when its age was measured
   * @param age how old it was then, days off not counted
   */
  Instant after(Instant seen, Duration age) {
    Duration left = within.minus(age);
    return left.isNegative() || calendar.isEmpty()
        ? seen.plus(left)
        : working(seen, left, calendar.get());
  }

  private Instant working(Instant from, Duration left, BusinessCalendar days) {
    Instant at = from;
    Duration rest = left;
    LocalDate day = LocalDate.ofInstant(from, zone);
    for (int passed = 0; passed < DAYS; passed++) {
      Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
      Duration today = days.works(day) ? Duration.between(at, midnight) : Duration.ZERO;
      if (rest.compareTo(today) < 0) {
        return at.plus(rest);
      }
      rest = rest.minus(today);
      at = midnight;
      day = day.plusDays(1);
    }
    return at;
  }
}
