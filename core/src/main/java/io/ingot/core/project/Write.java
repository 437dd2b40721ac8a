package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How rows enter a table. */
@Doc("How rows enter a table")
public record Write(
    @Required @Doc("append, merge (by key), replace (all) or replace_partitions") Mode mode,
    @Doc("merge: the column whose greatest value wins a key; the later batch wins unless said")
        Optional<String> orderBy,
    @Doc("Columns that the table's files are laid out by") List<String> partitionBy) {
  public Write {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(orderBy, "order_by");
    partitionBy = List.copyOf(partitionBy);
    if (mode == Mode.REPLACE_PARTITIONS && partitionBy.isEmpty()) {
      throw new IllegalArgumentException("write mode replace_partitions needs partition_by.");
    }
  }

  /** The mode of a silver table that says nothing. */
  public static Write append() {
    return new Write(Mode.APPEND, Optional.empty(), List.of());
  }

  /** What a batch does to the rows that are there. */
  public enum Mode {
    APPEND,
    MERGE,
    REPLACE,
    REPLACE_PARTITIONS;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
