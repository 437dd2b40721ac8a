package io.ingot.core.report;

import io.ingot.core.run.RefusedSummary.Fates;
import io.ingot.core.watch.Freshness;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a table stands, by its log.
 *
 * @param version Delta version; empty for a table that was never built
 * @param size of its latest version
 * @param quarantineSize of its quarantine's latest version
 * @param batches the latest ones that the log tells, the oldest first
 * @param checks what was measured in them, by check
 * @param refused its refused rows; empty for a table that never refused one
 * @param age how old it is; empty where that could not be told
 */
public record Standing(
    Optional<Long> version,
    Optional<Size> size,
    Optional<Size> quarantineSize,
    List<BatchLine> batches,
    List<CheckLine> checks,
    Optional<Refused> refused,
    Optional<Age> age) {
  public Standing {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(quarantineSize, "quarantineSize");
    batches = List.copyOf(batches);
    checks = List.copyOf(checks);
    Objects.requireNonNull(refused, "refused");
    Objects.requireNonNull(age, "age");
  }

  /** Of a table that was never built. */
  static Standing nothing() {
    return new Standing(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  Standing aged(Age of) {
    return new Standing(version, size, quarantineSize, batches, checks, refused, Optional.of(of));
  }

  /**
   * How old the table is, in words.
   *
   * @param verdict {@code yes}, by how much it is late, or {@code -} where nothing is declared
   * @param within how old it may be; empty where nothing is declared
   */
  public record Age(String words, String verdict, Optional<String> within, boolean late) {
    static Age of(Freshness freshness) {
      return new Age(
          freshness.ageInWords(),
          freshness.verdict(),
          freshness.wanted().map(fresh -> Freshness.words(fresh.within())),
          freshness.isLate());
    }
  }

  /** Bytes and number of files, and when they became so. */
  public record Size(long bytes, long files, Instant changed) {}

  /** A batch; {@code at} is when its run started. */
  public record BatchLine(
      long batch,
      long version,
      String run,
      Instant at,
      String range,
      String reason,
      long read,
      long written,
      long duplicates,
      long quarantined) {}

  /** A check over the batches that it judged. */
  public record CheckLine(String check, List<Point> points) {
    public CheckLine {
      Objects.requireNonNull(check, "check");
      points = List.copyOf(points);
    }
  }

  /**
   * What was measured in one batch.
   *
   * @param ruling passed, noted, warned or refused
   * @param said the measure in words
   * @param value the number that was measured, where there is one
   */
  public record Point(long batch, Instant at, String ruling, String said, OptionalDouble value) {}

  /** Refused rows: how many ever, what became of them, and the same by broken rule. */
  public record Refused(long opened, Fates fates, List<ByRule> rules) {
    public Refused {
      rules = List.copyOf(rules);
    }
  }

  /** The rows that broke one rule of one column; those that broke several are in each. */
  public record ByRule(
      String rule, String column, Fates fates, Instant firstSeen, Instant lastSeen) {}
}
