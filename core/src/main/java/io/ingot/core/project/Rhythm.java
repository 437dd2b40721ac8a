package io.ingot.core.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often something is done to a table. */
public sealed interface Rhythm {
  /**
   * Reads {@code daily}, {@code weekly}, {@code monthly}, {@code never} or {@code after 20
   * batches}.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  static Rhythm of(String text) {
    if (Every.PERIODS.containsKey(text)) {
      return new Every(text);
    }
    if (text.equals("never")) {
      return new Never();
    }
    Matcher batches = After.WORDS.matcher(text);
    if (!batches.matches()) {
      throw new IllegalArgumentException(
          "Invalid rhythm '"
              + text
              + "'. Write daily, weekly, monthly, never, or such as 'after 20 batches'.");
    }
    return new After(Integer.parseInt(batches.group(1)));
  }

  /**
   * When it is due again, in words; empty when it is due now.
   *
   * @param last when it was done last
   * @param batches how many batches the table has got since
   */
  Optional<String> awaited(Optional<Instant> last, long batches, Instant now);

  /**
   * By the calendar (UTC), by days and not by hours, so that a schedule that starts a minute
   * earlier than the last time does not skip a day.
   */
  record Every(String word) implements Rhythm {
    private static final Map<String, Period> PERIODS =
        Map.of(
            "daily", Period.ofDays(1),
            "weekly", Period.ofDays(7),
            "monthly", Period.ofMonths(1));

    public Every {
      if (!PERIODS.containsKey(word)) {
        throw new IllegalArgumentException("Unknown period: " + word);
      }
    }

    @Override
    public Optional<String> awaited(Optional<Instant> last, long batches, Instant now) {
      return last.map(then -> LocalDate.ofInstant(then, ZoneOffset.UTC).plus(PERIODS.get(word)))
          .filter(next -> next.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC)))
          .map(next -> "not before " + next);
    }
  }

  /** Once the table has got as many batches. */
  record After(int batches) implements Rhythm {
    private static final Pattern WORDS = Pattern.compile("after ([1-9][0-9]{0,5}) batch(es)?");

    @Override
    public Optional<String> awaited(Optional<Instant> last, long since, Instant now) {
      return Optional.of("after " + (batches - since) + " more batches")
          .filter(wait -> since < batches);
    }
  }

  /** Not at all. */
  record Never() implements Rhythm {
    @Override
    public Optional<String> awaited(Optional<Instant> last, long batches, Instant now) {
      return Optional.of("never, as declared");
    }
  }
}
