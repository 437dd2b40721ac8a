package io.ingot.core.project;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ranges of a count by the day of the week; a day without one may have any. */
public record Week(
    @Doc("Mondays") Optional<CountCheck.Range> monday,
    @Doc("Tuesdays") Optional<CountCheck.Range> tuesday,
    @Doc("Wednesdays") Optional<CountCheck.Range> wednesday,
    @Doc("Thursdays") Optional<CountCheck.Range> thursday,
    @Doc("Fridays") Optional<CountCheck.Range> friday,
    @Doc("Saturdays") Optional<CountCheck.Range> saturday,
    @Doc("Sundays") Optional<CountCheck.Range> sunday,
    @Doc("Days off in the calendar that are no weekend, whatever day of the week they are")
        Optional<CountCheck.Range> holiday,
    @Doc("Weekends that are worked in the calendar, whatever day of the week they are")
        Optional<CountCheck.Range> workday) {
  private static final String HOLIDAY = "holiday";
  private static final String WORKDAY = "workday";

  public Week {
    if (ranges(monday, tuesday, wednesday, thursday, friday, saturday, sunday, holiday, workday)
        .isEmpty()) {
      throw new IllegalArgumentException("volume needs a day at least, such as monday.");
    }
  }

  /**
   * The name that a day goes by: its day of the week, or {@code holiday} or {@code workday} where
   * the calendar says otherwise.
   */
  public static String name(LocalDate day, Optional<BusinessCalendar> calendar) {
    return calendar
        .filter(known -> known.isException(day))
        .map(known -> known.works(day) ? WORKDAY : HOLIDAY)
        .orElseGet(() -> BusinessCalendar.Weekday.of(day).word());
  }

  /** The range of a day by its {@link #name}; empty where it may have any. */
  public Optional<CountCheck.Range> range(String name) {
    return Optional.ofNullable(ranges().get(name));
  }

  boolean namesExceptions() {
    return holiday.isPresent() || workday.isPresent();
  }

  /** Such as {@code monday >= 900 <= 1100, saturday <= 50}. */
  String words() {
    return ranges().entrySet().stream()
        .map(day -> day.getKey() + day.getValue().words())
        .collect(Collectors.joining(", "));
  }

  private Map<String, CountCheck.Range> ranges() {
    return ranges(monday, tuesday, wednesday, thursday, friday, saturday, sunday, holiday, workday);
  }

  @SafeVarargs
  private static Map<String, CountCheck.Range> ranges(Optional<CountCheck.Range>... days) {
    Map<String, CountCheck.Range> ranges = new LinkedHashMap<>();
    for (int i = 0; i < days.length; i++) {
      String name = i < 7 ? weekday(i) : i == 7 ? HOLIDAY : WORKDAY;
      days[i].ifPresent(range -> ranges.put(name, range));
    }
    return Collections.unmodifiableMap(ranges);
  }

  private static String weekday(int index) {
    return BusinessCalendar.Weekday.values()[index].word();
  }
}
