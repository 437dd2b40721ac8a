package io.ingot.quality.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Drift;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.Measurement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StreakTest {
  private static final Drift THREE =
      new Drift(List.of("a"), null, null, Optional.empty(), Optional.empty(), null, null, 0, 3, 0);

  /** What a look at version 9 gives after looks at version 0, 1, ... with those values. */
  private static Ruling after(double now, Double... before) {
    List<Measurement> earlier = new ArrayList<>();
    for (Double value : before) {
      earlier.add(look(value, "version " + earlier.size()));
    }
    return new Streak(earlier).rule(THREE, now, "version 9");
  }

  private static Measurement look(Double value, String look) {
    return new Measurement(
        Instant.EPOCH,
        "r",
        TableName.of("silver.a"),
        Measurement.Kind.DRIFT,
        "psi a",
        value == null ? OptionalDouble.empty() : OptionalDouble.of(value),
        Optional.empty(),
        Optional.of(Streak.wanted(new BigDecimal("0.1"), look)));
  }

  @Test
  void itTellsWhenAsManyLooksInARowWereBeyond() {
    assertThat(after(0.05)).isEqualTo(Ruling.PASSED);
    assertThat(after(0.5)).isEqualTo(Ruling.NOTED);
    assertThat(after(0.5, 0.5)).isEqualTo(Ruling.NOTED);
    assertThat(after(0.5, 0.5, 0.5)).isEqualTo(Ruling.REFUSED);
    assertThat(after(0.15, 0.5, 0.5)).isEqualTo(Ruling.WARNED);
    assertThat(after(0.5, 0.5, 0.15)).isEqualTo(Ruling.WARNED);
    assertThat(after(0.5, 0.5, 0.5, 0.05, 0.5)).isEqualTo(Ruling.NOTED);
    assertThat(after(0.05, 0.5, 0.5, 0.5)).isEqualTo(Ruling.PASSED);
    assertThat(after(0.2, 0.2, 0.2)).isEqualTo(Ruling.REFUSED);
    assertThat(after(0.1, 0.1, 0.1)).isEqualTo(Ruling.WARNED);
  }

  @Test
  void aLookWithTooFewRowsNeitherCountsNorEndsARow() {
    assertThat(after(0.5, 0.5, null, 0.5)).isEqualTo(Ruling.REFUSED);
    assertThat(after(0.5, null, null)).isEqualTo(Ruling.NOTED);
  }

  @Test
  void theSameRowsLookedAtAgainAreOneLook() {
    Measurement again = look(0.5, "version 8");

    assertThat(new Streak(List.of(again, again, again)).rule(THREE, 0.5, "version 8"))
        .isEqualTo(Ruling.NOTED);
    assertThat(new Streak(List.of(again, again, again)).rule(THREE, 0.5, "version 9"))
        .isEqualTo(Ruling.NOTED);
    assertThat(
            new Streak(List.of(look(0.5, "version 7"), again, again)).rule(THREE, 0.5, "version 9"))
        .isEqualTo(Ruling.REFUSED);
  }
}
