package io.ingot.core.lake;

import java.util.Objects;
import java.util.Optional;

/**
 * What bringing back an earlier version of a table does.
 *
 * @param then the table as it was at that version
 * @param now the table as it is
 * @param rowsThen rows at that version, as its files' statistics tell; empty where they do not
 * @param rowsNow rows as they are, likewise
 * @param rowsBack rows in files that come back
 * @param filesBack files that come back
 * @param filesAway files that go
 */
public record TableRestore(
    TableState then,
    TableState now,
    Optional<Long> rowsThen,
    Optional<Long> rowsNow,
    long rowsBack,
    long filesBack,
    long filesAway) {
  public TableRestore {
    Objects.requireNonNull(then, "then");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(rowsThen, "rowsThen");
    Objects.requireNonNull(rowsNow, "rowsNow");
  }

  /** Whether a reader would see other rows, or other columns. */
  public boolean changes() {
    boolean sameBatch = then.generation() == now.generation() && then.batch() == now.batch();
    boolean sameFiles = filesBack == 0 && filesAway == 0 && then.schema().equals(now.schema());
    return !sameBatch && !sameFiles;
  }
}
