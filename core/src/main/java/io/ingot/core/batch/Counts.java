package io.ingot.core.batch;

/**
 * Where the rows of a batch went.
 *
 * @param read rows that came in
 * @param written rows that are published, or offered to a merge
 * @param duplicates rows that another row of the same key outdid
 * @param quarantined rows that broke their contract
 */
public record Counts(long read, long written, long duplicates, long quarantined) {
  /** Of a batch that did nothing. */
  public static Counts none() {
    return new Counts(0, 0, 0, 0);
  }

  /** The counts of both. */
  public Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        written + other.written,
        duplicates + other.duplicates,
        quarantined + other.quarantined);
  }

  /**
   * Holds the promise that no row is silently dropped.
   *
   * @throws IllegalStateException when the numbers do not add up; nothing is committed then
   */
  public void requireConserved(Batch batch) {
    if (read != written + duplicates + quarantined) {
      throw new IllegalStateException(
          "Cannot commit batch "
              + batch.number()
              + " of "
              + batch.target()
              + ": read "
              + read
              + " rows, but written "
              + written
              + " + duplicates "
              + duplicates
              + " + quarantined "
              + quarantined
              + " make "
              + (written + duplicates + quarantined)
              + ". This is a fault of Ingot; nothing was published.");
    }
  }
}
