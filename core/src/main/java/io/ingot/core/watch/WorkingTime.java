package io.ingot.core.watch;

import io.ingot.core.project.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts the time of working days. A day is from one midnight of the zone to the next, the first
 * included and the second not, and lasts as long as it does there: 23 or 25 hours where clocks are
 * set, since a job that runs at night has that much time.
 *
 * @param calendar empty where every day counts
 * @param zone of the calendar's days
 */
record WorkingTime(Optional<BusinessCalendar> calendar, ZoneId zone) {
  /** Whatever is older is as old; a wrong value in a column may be of any year. */
  private static final int YEARS = 100;

  WorkingTime {
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(zone, "zone");
  }

  /** The time that counts in {@code [from, to)}; none where that is empty. */
  Duration between(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return Duration.ZERO;
    }
    return calendar.map(days -> between(from, to, days)).orElse(Duration.between(from, to));
  }

  private Duration between(Instant from, Instant to, BusinessCalendar days) {
    LocalDate last = LocalDate.ofInstant(to, zone);
    LocalDate first = last.minusYears(YEARS);
    if (start(first).isBefore(from)) {
      first = LocalDate.ofInstant(from, zone);
    }
    Duration counted = Duration.ZERO;
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (days.works(day)) {
        Instant begin = later(from, start(day));
        Instant end = earlier(to, start(day.plusDays(1)));
        counted = begin.isBefore(end) ? counted.plus(Duration.between(begin, end)) : counted;
      }
    }
    return counted;
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
