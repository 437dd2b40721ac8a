package io.ingot.tests.cluster;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A schedule as the operator reads it (robfig's {@code ParseStandard}): minute, hour, day, month
 * and weekday, or a word such as {@code @daily}. Sunday is 0 and never 7, and a step without a
 * range goes on to the end.
 */
final class CronSchedule {
  private static final int YEARS = 5;

  private static final Map<String, String> WORDS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private final List<Field> fields;
  private final ZoneId zone;

  private CronSchedule(List<Field> fields, ZoneId zone) {
    this.fields = fields;
    this.zone = zone;
  }

  /**
   * Reads a schedule and its zone.
   *
   * @throws IllegalArgumentException when the operator would mark the application as failed
   */
  static CronSchedule of(String text, String zone) {
    String[] words = WORDS.getOrDefault(text, text).strip().split("\\s+");
    if (words.length != Kind.values().length) {
      throw new IllegalArgumentException("Not five fields but " + words.length + ": " + text);
    }
    try {
      List<Field> fields =
          IntStream.range(0, words.length)
              .mapToObj(i -> Field.of(Kind.values()[i], words[i]))
              .toList();
      return new CronSchedule(fields, ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Unknown zone " + zone, e);
    }
  }

  /** The first time after another; empty where there is none in five years. */
  Optional<ZonedDateTime> next(ZonedDateTime after) {
    LocalDateTime time =
        after.withZoneSameInstant(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime end = time.plusYears(YEARS);
    time = time.plusMinutes(1);
    while (time.isBefore(end)) {
      if (!isDay(time)) {
        time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (!has(Kind.HOUR, time.getHour())) {
        time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!has(Kind.MINUTE, time.getMinute())) {
        time = time.plusMinutes(1);
      } else {
        return Optional.of(time.atZone(zone));
      }
    }
    return Optional.empty();
  }

  /** Where both days are limited, one of them is enough. */
  private boolean isDay(LocalDateTime time) {
    boolean day = has(Kind.DAY, time.getDayOfMonth());
    boolean weekday = has(Kind.WEEKDAY, time.getDayOfWeek().getValue() % 7);
    boolean both = fields.get(Kind.DAY.ordinal()).any() || fields.get(Kind.WEEKDAY.ordinal()).any();
    return has(Kind.MONTH, time.getMonthValue()) && (both ? day && weekday : day || weekday);
  }

  private boolean has(Kind kind, int value) {
    return fields.get(kind.ordinal()).values().get(value);
  }

  private enum Kind {
    MINUTE(0, 59, List.of()),
    HOUR(0, 23, List.of()),
    DAY(1, 31, List.of()),
    MONTH(
        1,
        12,
        List.of(
            "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
            "dec")),
    WEEKDAY(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final int least;
    private final int greatest;
    private final List<String> names;

    Kind(int least, int greatest, List<String> names) {
      this.least = least;
      this.greatest = greatest;
      this.names = names;
    }

    private int value(String text) {
      int named = text.isEmpty() ? -1 : names.indexOf(text.toLowerCase(Locale.ROOT));
      if (named < 0 && !text.matches("\\d{1,4}")) {
        throw new IllegalArgumentException("Not a " + name() + ": " + text);
      }
      int value = named < 0 ? Integer.parseInt(text) : named;
      if (value < least || value > greatest) {
        throw new IllegalArgumentException(
            name() + " " + value + " is not from " + least + " to " + greatest);
      }
      return value;
    }
  }

  /** The values of one field, and whether it said any. */
  private record Field(BitSet values, boolean any) {
    static Field of(Kind kind, String text) {
      BitSet values = new BitSet();
      boolean any = false;
      for (String part : text.split(",", -1)) {
        any |= part.matches("[*?](/1)?");
        add(values, kind, part);
      }
      return new Field(values, any);
    }

    private static void add(BitSet values, Kind kind, String part) {
      String[] stepped = part.split("/", -1);
      if (stepped.length > 2) {
        throw new IllegalArgumentException("Two steps: " + part);
      }
      String[] range = stepped[0].split("-", -1);
      if (range.length > 2) {
        throw new IllegalArgumentException("Not a range: " + part);
      }
      boolean all = stepped[0].matches("[*?]");
      int first = all ? kind.least : kind.value(range[0]);
      int last = all || stepped.length == 2 ? kind.greatest : first;
      if (range.length == 2) {
        last = kind.value(range[1]);
      }
      int step = stepped.length == 2 ? positive(stepped[1]) : 1;
      if (first > last) {
        throw new IllegalArgumentException("A range that ends before it begins: " + part);
      }
      for (int value = first; value <= last; value += step) {
        values.set(value);
      }
    }

    private static int positive(String text) {
      if (!text.matches("[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException("Not a step: " + text);
      }
      return Integer.parseInt(text);
    }
  }
}
