package io.ingot.core.watch;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Fresh;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How old a table was at a moment.
 *
 * @param at the moment
 * @param since what its age counts from; empty where nothing tells of any row
 * @param age the time that counts; of days off none does
 * @param wanted what is declared; empty where nothing is
 */
public record Freshness(
    TableName table,
    Instant at,
    Optional<Instant> since,
    Optional<Duration> age,
    Optional<Fresh> wanted) {
  /** The name of the measure, which is a check like others in the table of the SLA. */
  private static final String CHECK = "fresh within ";

  public Freshness {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(age, "age");
    Objects.requireNonNull(wanted, "wanted");
  }

  /** Whether it is older than it may be, or nothing tells of any row where it should have some. */
  public boolean isLate() {
    return wanted
        .filter(fresh -> age.isEmpty() || age.get().compareTo(fresh.within()) > 0)
        .isPresent();
  }

  /** By how much it is too old; empty where it is not, or nothing tells of any row. */
  public Optional<Duration> lateBy() {
    return isLate() ? age.map(old -> old.minus(wanted.orElseThrow().within())) : Optional.empty();
  }

  /**
   * Such as {@code yes}, {@code LATE by 3h}, {@code LATE, no rows}; {@code -} for nothing declared.
   */
  public String verdict() {
    if (wanted.isEmpty()) {
      return "-";
    }
    return isLate() ? "LATE" + lateBy().map(by -> " by " + words(by)).orElse(", no rows") : "yes";
  }

  /** The age in words such as {@code 2d 4h}; {@code -} where nothing tells of any row. */
  public String ageInWords() {
    return age.map(Freshness::words).orElse("-");
  }

  /** What is kept of it; a table that is late is told as a warning is. */
  Measurement measured(String run) {
    return new Measurement(
        at,
        run,
        table,
        Measurement.Kind.AGE,
        wanted.map(fresh -> CHECK + words(fresh.within())).orElse("table"),
        age.map(old -> OptionalDouble.of(old.toSeconds())).orElse(OptionalDouble.empty()),
        wanted.map(any -> isLate() ? Verdict.Ruling.WARNED : Verdict.Ruling.PASSED),
        wanted.map(fresh -> "at most " + words(fresh.within())));
  }

  /** A duration by its two greatest units, such as {@code 26h}, {@code 3h 20m}, {@code 2d 4h}. */
  public static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    // Up to two days by hours, as people declare it.
    return seconds < 48 * 3600
        ? two(seconds / 3600, "h", seconds % 3600 / 60, "m")
        : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String two(long great, String unit, long small, String smaller) {
    return great + unit + (small == 0 ? "" : " " + small + smaller);
  }
}
