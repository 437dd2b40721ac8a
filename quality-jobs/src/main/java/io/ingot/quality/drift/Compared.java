package io.ingot.quality.drift;

import io.ingot.core.project.Drift;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * A column's rows now beside those of its baseline.
 *
 * @param version the table's version that was looked at
 * @param since from when on its rows count; all where empty
 * @param baseline what it is compared with
 * @param now over the bins of the baseline
 */
record Compared(
    Subject subject, long version, Optional<Instant> since, KeptBaseline baseline, Histogram now) {
  Compared {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(now, "now");
  }

  /** How far they are apart. */
  double distance() {
    return baseline.histogram().distance(now, subject.drift().method());
  }

  /** Whether there are rows enough on both sides to say so. */
  boolean isEnough() {
    return baseline.isEnough(subject) && now.rows() >= subject.drift().minRows();
  }

  /** What it is compared with, such as {@code version 3}. */
  String against() {
    Drift.Baseline declared = subject.drift().baseline();
    return switch (declared.kind()) {
      case WINDOW -> declared.word().replace("window:", "the ") + " before";
      case TRAINSET -> declared.word();
      case FIRST, VERSION -> "version " + baseline.version();
    };
  }

  /**
   * What was looked at, in words that are the same when the same rows are looked at again on the
   * same day.
   */
  String look() {
    return "version "
        + version
        + since.map(from -> " since " + from.atZone(ZoneOffset.UTC).toLocalDate()).orElse("")
        + " against "
        + against();
  }
}
