package io.ingot.core.project;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which days nobody expects news on. */
public record BusinessCalendar(
    @Doc("Days of the week off; [saturday, sunday] unless said") Set<Weekday> weekend,
    @Doc("Further days off, such as 2026-10-01") Set<LocalDate> holidays,
    @Doc("Days of work that fall on a weekend or a holiday") Set<LocalDate> workdays) {
  public BusinessCalendar {
    weekend =
        weekend.isEmpty()
            ? Set.copyOf(EnumSet.of(Weekday.SATURDAY, Weekday.SUNDAY))
            : Set.copyOf(weekend);
    holidays = Set.copyOf(holidays);
    workdays = Set.copyOf(workdays);
    if (weekend.size() == Weekday.values().length && workdays.isEmpty()) {
      throw new IllegalArgumentException(
          "A calendar without a day of work would never expect news. Leave a day out of weekend, or"
              + " name workdays.");
    }
  }

  /** Whether news is expected on a day. */
  public boolean works(LocalDate day) {
    return workdays.contains(day) || isWeekly(day) && !holidays.contains(day);
  }

  /** Whether a day is not what its day of the week would have it be. */
  public boolean isException(LocalDate day) {
    return works(day) != isWeekly(day);
  }

  private boolean isWeekly(LocalDate day) {
    return !weekend.contains(Weekday.of(day));
  }

  /** Days of the week as files name them, Monday first. */
  public enum Weekday {
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    THURSDAY,
    FRIDAY,
    SATURDAY,
    SUNDAY;

    /** The one that a day is. */
    public static Weekday of(LocalDate day) {
      return values()[day.getDayOfWeek().ordinal()];
    }

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
