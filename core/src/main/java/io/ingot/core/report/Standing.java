package io.ingot.core.report;

import io.ingot.core.run.RefusedSummary.Fates;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a table stands, by its log.
 *
 * @param version Delta version; empty for a table that was never built
 * @param size of its latest version
 * @param quarantineSize of its quarantine's latest version
 * @param batches the latest ones that the log tells, the oldest first
 * @param checks what was measured in them, by check
 * @param refused its refused rows; empty for a table that never refused one
 */
public record Standing(
    Optional<Long> version,
    Optional<Size> size,
    Optional<Size> quarantineSize,
    List<BatchLine> batches,
    List<CheckLine> checks,
    Optional<Refused> refused) {
  public Standing {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(quarantineSize, "quarantineSize");
    batches = List.copyOf(batches);
    checks = List.copyOf(checks);
    Objects.requireNonNull(refused, "refused");
  }

  /** Of a table that was never built. */
  static Standing nothing() {
    return new Standing(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
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

  /**
   * A check over the batches that it judged.
   *
   * @param share whether the values are shares of rows, and not numbers of rows
   */
  public record CheckLine(String check, boolean share, List<Point> points) {
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
   * @param value the number in those words, where there is one
   */
  public record Point(long batch, Instant at, String ruling, String said, Optional<Double> value) {}

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
