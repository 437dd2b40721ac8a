package io.ingot.etl.bronze.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Window;
import io.ingot.core.project.Increment;
import io.ingot.core.project.Increment.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class IncrementsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Query EVENTS = new Query("https://api.example.com/events", Map.of());

  @Property(tries = 300)
  void windowsFollowEachOtherWithoutAGapOrAnOverlapWhateverTheClockSays(
      @ForAll Format format,
      @ForAll @Size(max = 8) List<@LongRange(min = -90_000_000, max = 900_000_000) Long> clocks) {
    Increments increments = increments(format, Optional.of(Duration.ofHours(30)));
    Optional<Instant> bound = Optional.empty();
    for (long millis : clocks) {
      Instant now = START.plusMillis(millis);
      Optional<Increments.Next> next = increments.next(bound, now);
      Instant lo = bound.orElse(START);
      next.ifPresent(
          taken -> {
            assertThat(taken.window().lo()).contains(lo);
            assertThat(taken.window().hi())
                .isAfter(lo)
                .isBeforeOrEqualTo(now.minus(Duration.ofMinutes(5)))
                .isBeforeOrEqualTo(lo.plus(Duration.ofHours(30)));
            assertThat(taken.backlog())
                .isEqualTo(increments.next(Optional.of(taken.window().hi()), now).isPresent());
          });
      bound = Optional.of(next.map(taken -> taken.window().hi()).orElse(lo));
    }
  }

  @Example
  void aWindowEndsAtTheClockMinusTheLagAndIsWrittenAsDeclared() {
    Instant now = Instant.parse("2026-03-01T00:10:00Z");

    assertThat(asked(Format.ISO, now))
        .containsExactly("from=2026-03-01T00%3A00%3A00Z&to=2026-03-01T00%3A05%3A00Z");
    assertThat(asked(Format.EPOCH_SECONDS, now)).containsExactly("from=1772323200&to=1772323500");
    assertThat(asked(Format.EPOCH_MILLIS, now))
        .containsExactly("from=1772323200000&to=1772323500000");
    assertThat(asked(Format.DAY, now)).isEmpty();
  }

  @Example
  void aDayIsAskedForOnceItIsOverAndTheLagHasPassed() {
    assertThat(asked(Format.DAY, Instant.parse("2026-03-02T00:04:59Z"))).isEmpty();
    assertThat(asked(Format.DAY, Instant.parse("2026-03-02T00:05:00Z")))
        .containsExactly("from=2026-03-01");
    assertThat(asked(Format.DAY, Instant.parse("2026-03-04T12:00:00Z")))
        .containsExactly("from=2026-03-01", "from=2026-03-02", "from=2026-03-03");
  }

  @Example
  void aClosedWindowIsWidenedToWhatCanBeAskedFor() {
    Instant from = Instant.parse("2026-03-01T10:00:00.5Z");
    Instant to = Instant.parse("2026-03-02T10:00:00.5Z");

    assertThat(increments(Format.ISO, Optional.empty()).around(from, to).describe())
        .isEqualTo("[2026-03-01T10:00:00Z, 2026-03-02T10:00:01Z)");
    assertThat(increments(Format.DAY, Optional.empty()).around(from, to).describe())
        .isEqualTo("[2026-03-01T00:00:00Z, 2026-03-03T00:00:00Z)");
    Instant midnight = Instant.parse("2026-03-02T00:00:00Z");
    assertThat(increments(Format.DAY, Optional.empty()).around(START, midnight).describe())
        .isEqualTo("[2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z)");
  }

  private static List<String> asked(Format format, Instant now) {
    Increments increments = increments(format, Optional.empty());
    List<String> queries = new ArrayList<>();
    increments
        .next(Optional.empty(), now)
        .map(Increments.Next::window)
        .map((Window.Times window) -> increments.queries(EVENTS, window))
        .orElse(List.of())
        .forEach(query -> queries.add(query.uri().getRawQuery()));
    return queries;
  }

  private static Increments increments(Format format, Optional<Duration> maxWindow) {
    return new Increments(
        new Increment(
            "from",
            format == Format.DAY ? Optional.empty() : Optional.of("to"),
            format,
            new Increment.Moment(START),
            null,
            maxWindow,
            null));
  }
}
