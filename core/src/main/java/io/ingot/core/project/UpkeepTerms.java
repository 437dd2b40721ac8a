package io.ingot.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a table's files are kept in order, with nothing left open.
 *
 * @param optimize when small files are put together
 * @param zorder columns by which rows are brought near each other; none for no such order
 * @param targetFileSize how large files are made
 * @param worth how many files less make it worth the work
 * @param vacuum when files that no version needs are removed
 * @param keep how long older versions stay readable
 * @param partitionFloor median size of a partition below which there is a warning
 */
public record UpkeepTerms(
    Rhythm optimize,
    List<String> zorder,
    FileSize targetFileSize,
    int worth,
    Rhythm vacuum,
    Duration keep,
    FileSize partitionFloor) {
  public UpkeepTerms {
    Objects.requireNonNull(optimize, "optimize");
    zorder = List.copyOf(zorder);
    Objects.requireNonNull(targetFileSize, "targetFileSize");
    Objects.requireNonNull(vacuum, "vacuum");
    Objects.requireNonNull(keep, "keep");
    Objects.requireNonNull(partitionFloor, "partitionFloor");
  }

  /** The same for rows that are only looked up by time: in no order. */
  public UpkeepTerms unordered() {
    return new UpkeepTerms(
        optimize, List.of(), targetFileSize, worth, vacuum, keep, partitionFloor);
  }
}
