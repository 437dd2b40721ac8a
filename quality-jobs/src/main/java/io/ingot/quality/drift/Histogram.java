package io.ingot.quality.drift;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.ingot.core.project.Drift;
import java.util.List;
import java.util.Objects;

/**
 * Rows by bin.
 *
 * @param counts as many as there are bins
 */
record Histogram(Bins bins, List<Long> counts) {
  Histogram {
    Objects.requireNonNull(bins, "bins");
    counts = List.copyOf(counts);
    if (counts.size() != bins.size()) {
      throw new IllegalArgumentException(counts.size() + " counts for " + bins.size() + " bins");
    }
  }

  /** All rows, those without a value included. */
  @JsonIgnore
  long rows() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** The share of rows in a bin, 0 to 1; 0 where there are no rows. */
  double share(int bin) {
    long rows = rows();
    return rows == 0 ? 0 : (double) counts.get(bin) / rows;
  }

  /** How far another one over the same bins is from this. */
  double distance(Histogram now, Drift.Method method) {
    return method == Drift.Method.KS
        ? Divergence.ks(counts, now.counts)
        : Divergence.psi(counts, now.counts);
  }
}
