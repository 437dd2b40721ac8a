package io.ingot.core.project;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which query parameters ask an HTTP interface for a window. The end of a window is the server's
 * clock, by its {@code Date} header, minus the lag.
 */
@Doc("Which query parameters ask for what is new")
public record Increment(
    @Required @Doc("The parameter of the window's start, or of the day for format day") String from,
    @Doc("The parameter of the window's end; required but for format day") Optional<String> to,
    @Doc("How a time is written: iso, epoch_seconds, epoch_millis, or day (one request a day)")
        Format format,
    @Required @Doc("Where the first window begins, as a date or 2026-01-01T00:00:00Z") Moment start,
    @Doc("How late records may appear; 5m unless said") Duration lag,
    @Doc("The most that one batch takes; a backlog becomes several batches")
        Optional<Duration> maxWindow,
    @Doc("Whose time ends a window: server (its Date header) or local; server unless said")
        Clock clock) {
  public Increment {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(start, "start");
    format = format == null ? Format.ISO : format;
    lag = lag == null ? Duration.ofMinutes(5) : lag;
    clock = clock == null ? Clock.SERVER : clock;
    if ((format == Format.DAY) == to.isPresent()) {
      throw new IllegalArgumentException(
          "'to' names the parameter of the window's end; format day has none, the others need it.");
    }
    if (to.filter(from::equals).isPresent()) {
      throw new IllegalArgumentException("'from' and 'to' are the same parameter.");
    }
    if (maxWindow.filter(most -> most.toSeconds() < 1).isPresent()) {
      throw new IllegalArgumentException("max_window must be at least 1s.");
    }
    if (format == Format.DAY && maxWindow.filter(most -> most.toDays() < 1).isPresent()) {
      throw new IllegalArgumentException("max_window of format day needs at least 1d.");
    }
  }

  /** The query parameters that say which window is asked for. */
  public Set<String> params() {
    return to.map(end -> Set.of(from, end)).orElseGet(() -> Set.of(from));
  }

  /** How a time is written in a request, to the second. */
  public enum Format {
    ISO,
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    /** {@code 2026-01-31}, one request for each day (UTC) of the window. */
    DAY
  }

  /** Whose time decides where a window ends. */
  public enum Clock {
    SERVER,
    LOCAL
  }

  /** A point in time, written as a date (its first moment in UTC) or in full. */
  public record Moment(Instant at) {
    public Moment {
      Objects.requireNonNull(at, "at");
    }

    /**
     * Reads {@code 2026-01-01} or {@code 2026-01-01T00:00:00Z}.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static Moment of(String text) {
      try {
        return new Moment(
            text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      } catch (java.time.DateTimeException e) {
        throw new IllegalArgumentException(
            "Invalid time '" + text + "'. Write 2026-01-01 or 2026-01-01T00:00:00Z.", e);
      }
    }
  }
}
