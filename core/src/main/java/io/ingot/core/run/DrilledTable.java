package io.ingot.core.run;

import io.ingot.core.project.TableName;
import java.util.Objects;
import java.util.Optional;

/**
 * What a drill found of one table's copy.
 *
 * @param table its name
 * @param version the newest version of the copy, -1 where there is none
 * @param behind how many versions the lake is ahead of it; empty where the lake has no such table
 * @param rows how many rows were read, all of that version; 0 where they could not be
 * @param digest a sum over all values of all rows, whatever their order; empty where they could not
 *     be read
 * @param compared whether the lake still has that version, and it was read as well
 * @param trouble why the copy could not stand in for the table; empty where it could
 */
public record DrilledTable(
    TableName table,
    long version,
    Optional<Long> behind,
    long rows,
    String digest,
    Compared compared,
    Optional<String> trouble) {
  public DrilledTable {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(behind, "behind");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(compared, "compared");
    Objects.requireNonNull(trouble, "trouble");
  }

  /** What the rows of the copy were held against. */
  public enum Compared {
    /** The same version of the lake. */
    LAKE,
    /** Nothing: the lake does not have that version any more, cannot be read, or is gone. */
    NOTHING
  }
}
