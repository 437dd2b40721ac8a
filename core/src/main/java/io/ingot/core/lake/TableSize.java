package io.ingot.core.lake;

import java.time.Instant;
import java.util.Objects;

/**
 * How much of a table is in its latest version.
 *
 * @param bytes size of the files of that version; older versions' files are not counted
 * @param files how many those are
 * @param changed when that version was committed
 */
public record TableSize(long bytes, long files, Instant changed) {
  public TableSize {
    Objects.requireNonNull(changed, "changed");
  }
}
