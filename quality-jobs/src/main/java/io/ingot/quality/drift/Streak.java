package io.ingot.quality.drift;

import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Drift;
import io.ingot.core.watch.Measurement;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The looks at one column before this one. The same rows looked at twice are one look, so that a
 * second call makes no alarm.
 *
 * @param earlier the oldest first; those without a value count for nothing
 */
record Streak(List<Measurement> earlier) {
  private static final String PARTS = "; ";

  Streak {
    earlier = List.copyOf(earlier);
  }

  /** What a look's measure is held against, with what was looked at. */
  static String wanted(BigDecimal warn, String look) {
    return "below " + warn.toPlainString() + PARTS + look;
  }

  /**
   * What becomes of a distance: it alarms, or warns, when the last {@code windows} looks were all
   * beyond that limit, and is noted before.
   */
  Ruling rule(Drift drift, double distance, String look) {
    if (beyond(drift.fail(), distance, look) >= drift.windows()) {
      return Ruling.REFUSED;
    }
    int beyond = beyond(drift.warn(), distance, look);
    if (beyond >= drift.windows()) {
      return Ruling.WARNED;
    }
    return beyond > 0 ? Ruling.NOTED : Ruling.PASSED;
  }

  /** How many looks in a row reach a limit, this one the last. */
  int beyond(BigDecimal limit, double distance, String look) {
    double least = limit.doubleValue();
    if (distance < least) {
      return 0;
    }
    int looks = 1;
    Set<String> counted = new HashSet<>(Set.of(look));
    for (int i = earlier.size() - 1; i >= 0; i--) {
      Measurement before = earlier.get(i);
      if (before.value().isPresent() && counted.add(looked(before.wanted()))) {
        if (before.value().getAsDouble() < least) {
          return looks;
        }
        looks++;
      }
    }
    return looks;
  }

  private static String looked(Optional<String> wanted) {
    return wanted.map(words -> words.substring(words.indexOf(PARTS) + PARTS.length())).orElse("");
  }
}
