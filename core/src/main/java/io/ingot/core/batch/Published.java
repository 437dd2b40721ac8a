package io.ingot.core.batch;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A batch that is in its table.
 *
 * @param tallies what else its stage counted, such as {@code late_rows}
 * @param nulls how many of the published values are null
 * @param version the table's version that holds it
 * @param bytes size of the files that were written for it
 */
public record Published(
    Batch batch,
    Counts counts,
    Map<String, Long> tallies,
    List<Verdict> verdicts,
    Nulls nulls,
    long version,
    long bytes) {
  public Published {
    Objects.requireNonNull(batch, "batch");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(nulls, "nulls");
    tallies = Map.copyOf(tallies);
    verdicts = List.copyOf(verdicts);
  }

  /** A batch whose values nobody looked at. */
  public Published(
      Batch batch,
      Counts counts,
      Map<String, Long> tallies,
      List<Verdict> verdicts,
      long version,
      long bytes) {
    this(batch, counts, tallies, verdicts, Nulls.none(), version, bytes);
  }
}
