package io.ingot.etl.bronze.http.client;

import io.ingot.core.batch.Window;
import io.ingot.core.project.Increment;
import io.ingot.core.project.Increment.Format;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The windows of an increment and the requests that ask for them. */
public final class Increments {
  private static final Map<Format, Function<Instant, String>> WORDS =
      new EnumMap<>(
          Map.of(
              Format.ISO, Instant::toString,
              Format.EPOCH_SECONDS, at -> String.valueOf(at.getEpochSecond()),
              Format.EPOCH_MILLIS, at -> String.valueOf(at.toEpochMilli()),
              Format.DAY, at -> LocalDate.ofInstant(at, ZoneOffset.UTC).toString()));

  private final Increment declared;

  public Increments(Increment declared) {
    this.declared = Objects.requireNonNull(declared, "declared");
  }

  /**
   * The window after another one; empty when there is nothing to ask for yet.
   *
   * @param bound where the last window ended; empty before the first one
   * @param now by the clock that is declared
   */
  public Optional<Next> next(Optional<Instant> bound, Instant now) {
    Instant lo = floor(bound.orElse(declared.start().at()));
    Instant end = floor(now.minus(declared.lag()));
    Instant most = declared.maxWindow().map(width -> floor(lo.plus(width))).orElse(end);
    Instant hi = most.isBefore(end) ? most : end;
    return lo.isBefore(hi)
        ? Optional.of(new Next(new Window.Times(Optional.of(lo), hi), hi.isBefore(end)))
        : Optional.empty();
  }

  /** The smallest window that requests can be made for and that holds all of another. */
  public Window.Times around(Instant from, Instant to) {
    Instant floor = floor(to);
    return new Window.Times(
        Optional.of(floor(from)), floor.isBefore(to) ? floor.plus(step()) : floor);
  }

  /** The last moment, not after the given one, that a window can begin or end at. */
  public Instant floor(Instant at) {
    return at.truncatedTo(declared.format() == Format.DAY ? ChronoUnit.DAYS : ChronoUnit.SECONDS);
  }

  private Duration step() {
    return declared.format() == Format.DAY ? Duration.ofDays(1) : Duration.ofSeconds(1);
  }

  /** The requests for a window, in order of time. */
  public List<Query> queries(Query endpoint, Window.Times window) {
    Instant lo = window.lo().orElseThrow();
    Function<Instant, String> word = WORDS.get(declared.format());
    return declared
        .to()
        .map(
            to ->
                List.of(
                    endpoint
                        .with(declared.from(), word.apply(lo))
                        .with(to, word.apply(window.hi()))))
        .orElseGet(
            () ->
                lo.atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .datesUntil(window.hi().atOffset(ZoneOffset.UTC).toLocalDate())
                    .map(day -> endpoint.with(declared.from(), day.toString()))
                    .toList());
  }

  /**
   * A window to take.
   *
   * @param backlog whether there is more to take at once
   */
  public record Next(Window.Times window, boolean backlog) {
    public Next {
      Objects.requireNonNull(window, "window");
    }
  }
}
