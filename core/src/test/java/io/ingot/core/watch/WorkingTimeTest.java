package io.ingot.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.BusinessCalendar;
import io.ingot.core.project.BusinessCalendar.Weekday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WorkingTimeTest {
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
  private static final BusinessCalendar WEEKDAYS = calendar(Set.of(), Set.of());

  @Test
  void withoutACalendarEveryHourCounts() {
    assertThat(
            new WorkingTime(Optional.empty(), ZURICH)
                .between(at("2026-03-27T12:00:00Z"), at("2026-03-30T12:00:00Z")))
        .isEqualTo(Duration.ofHours(72));
  }

  @Test
  void daysOffDoNotCount() {
    // Friday noon to Monday noon.
    assertThat(hours(WEEKDAYS, "UTC", "2026-03-06T12:00:00Z", "2026-03-09T12:00:00Z"))
        .isEqualTo(24);
    assertThat(hours(WEEKDAYS, "UTC", "2026-03-07T00:00:00Z", "2026-03-09T00:00:00Z")).isZero();
    assertThat(hours(WEEKDAYS, "UTC", "2026-03-06T23:00:00Z", "2026-03-09T00:00:00Z")).isEqualTo(1);
  }

  @Test
  void holidaysInAChainAndAWorkedSaturdayAreSeen() {
    // China's national holiday of 2026 is from Thursday to the next Wednesday; Saturday is worked.
    BusinessCalendar china =
        calendar(
            Stream.iterate(LocalDate.parse("2026-10-01"), day -> day.plusDays(1))
                .limit(7)
                .collect(Collectors.toSet()),
            Set.of(LocalDate.parse("2026-10-10")));

    assertThat(hours(china, "Asia/Shanghai", "2026-09-30T10:00:00Z", "2026-10-08T02:00:00Z"))
        .as("6 hours of Wednesday and 10 of Thursday")
        .isEqualTo(16);
    assertThat(hours(china, "Asia/Shanghai", "2026-10-09T16:00:00Z", "2026-10-11T16:00:00Z"))
        .as("the worked Saturday and the Sunday")
        .isEqualTo(24);
  }

  @Test
  void aDayIsTheZonesDay() {
    // Friday evening in Shanghai is Friday noon in UTC.
    assertThat(hours(WEEKDAYS, "Asia/Shanghai", "2026-03-06T12:00:00Z", "2026-03-06T20:00:00Z"))
        .isEqualTo(4);
    assertThat(hours(WEEKDAYS, "UTC", "2026-03-06T12:00:00Z", "2026-03-06T20:00:00Z")).isEqualTo(8);
  }

  @Test
  void aDayOnWhichClocksAreSetIsAsLongAsItIs() {
    BusinessCalendar always = new BusinessCalendar(EnumSet.of(Weekday.MONDAY), Set.of(), Set.of());

    assertThat(hours(always, "Europe/Zurich", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"))
        .as("29 March, clocks go forward")
        .isEqualTo(23);
    assertThat(hours(always, "Europe/Zurich", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"))
        .as("25 October, clocks go back")
        .isEqualTo(25);
  }

  @Test
  void nothingCountsBackwardsAndACenturyIsTheMost() {
    assertThat(hours(WEEKDAYS, "UTC", "2026-03-06T12:00:00Z", "2026-03-05T12:00:00Z")).isZero();
    assertThat(
            new WorkingTime(Optional.of(WEEKDAYS), ZURICH)
                .between(Instant.MIN, at("2026-03-05T12:00:00Z"))
                .toDays())
        .isBetween(26_000L, 27_000L);
  }

  /** A minute counts where the clock on the wall of the zone shows a day of work. */
  @Property(tries = 150)
  void itIsWhatCountingMinuteByMinuteGives(
      @ForAll @IntRange(max = 5) int place,
      @ForAll @IntRange(max = 8 * 24 * 60) int begin,
      @ForAll @IntRange(max = 12 * 24 * 60) int length,
      @ForAll @IntRange(max = 3) int zone,
      @ForAll @Size(max = 6) Set<Weekday> weekend,
      @ForAll @Size(max = 20) Set<@IntRange(max = 365) Integer> holidays,
      @ForAll @Size(max = 5) Set<@IntRange(max = 365) Integer> workdays) {
    ZoneId at =
        ZoneId.of(
            Stream.of("UTC", "Europe/Zurich", "America/Santiago", "Australia/Lord_Howe")
                .toList()
                .get(zone));
    BusinessCalendar calendar = new BusinessCalendar(weekend, days(holidays), days(workdays));
    Instant from = anchor(at, place).minus(Duration.ofDays(4)).plus(begin, ChronoUnit.MINUTES);
    Instant to = from.plus(length, ChronoUnit.MINUTES);

    long counted =
        Stream.iterate(from, minute -> minute.isBefore(to), minute -> minute.plusSeconds(60))
            .filter(minute -> calendar.works(LocalDate.ofInstant(minute, at)))
            .count();

    assertThat(new WorkingTime(Optional.of(calendar), at).between(from, to))
        .isEqualTo(Duration.ofMinutes(counted));
  }

  /** A moment of 2026: every third is one at which the zone's clocks are set, if they are. */
  private static Instant anchor(ZoneId zone, int place) {
    Instant begin = at("2026-01-01T00:00:00Z").plus(Duration.ofDays(60L * place));
    return place % 3 != 0 || zone.getRules().isFixedOffset()
        ? begin
        : zone.getRules().nextTransition(begin).getInstant();
  }

  private static Set<LocalDate> days(Set<Integer> numbers) {
    return numbers.stream()
        .map(number -> LocalDate.parse("2026-01-01").plusDays(number))
        .collect(Collectors.toSet());
  }

  private static long hours(BusinessCalendar calendar, String zone, String from, String to) {
    Duration counted =
        new WorkingTime(Optional.of(calendar), ZoneId.of(zone)).between(at(from), at(to));
    assertThat(counted.toMinutes() % 60).isZero();
    return counted.toHours();
  }

  private static BusinessCalendar calendar(Set<LocalDate> holidays, Set<LocalDate> workdays) {
    return new BusinessCalendar(Set.of(), holidays, workdays);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
