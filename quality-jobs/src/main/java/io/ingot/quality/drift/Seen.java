package io.ingot.quality.drift;

import io.ingot.core.watch.Measurement;
import java.util.List;
import java.util.Objects;

/**
 * What a look at one column gave.
 *
 * @param drifted the judgement
 * @param compared the rows by bin on both sides
 * @param before earlier measures under the same baseline, the oldest first
 */
record Seen(Drifted drifted, Compared compared, List<Measurement> before) {
  Seen {
    Objects.requireNonNull(drifted, "drifted");
    Objects.requireNonNull(compared, "compared");
    before = List.copyOf(before);
  }
}
