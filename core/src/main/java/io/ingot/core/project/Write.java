package io.ingot.core.project;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How rows enter a table. */
@Doc("How rows enter a table")
public record Write(
    @Required
        @Doc("append, merge (by key), scd2 (history by key), replace (all) or replace_partitions")
        Mode mode,
    @Doc(
            "merge: the column whose greatest value wins a key; the later batch wins unless said."
                + " scd2: the time from which a row is valid; _extracted_at unless said")
        Optional<String> orderBy,
    @Doc(
            "merge, scd2: SQL condition over the table's columns; a row that fulfils it deletes its key")
        Optional<String> deleteWhen,
    @Doc("scd2: the columns whose change makes a new version; all unless said") List<String> track,
    @Doc("Columns that the table's files are laid out by") List<String> partitionBy) {
  public Write {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(orderBy, "order_by");
    Objects.requireNonNull(deleteWhen, "delete_when");
    track = List.copyOf(track);
    partitionBy = List.copyOf(partitionBy);
    if (mode == Mode.REPLACE_PARTITIONS && partitionBy.isEmpty()) {
      throw new IllegalArgumentException("write mode replace_partitions needs partition_by.");
    }
    if (deleteWhen.isPresent() && mode != Mode.MERGE && mode != Mode.SCD2) {
      throw new IllegalArgumentException("delete_when belongs to write mode merge or scd2.");
    }
    if (!track.isEmpty() && mode != Mode.SCD2) {
      throw new IllegalArgumentException("track belongs to write mode scd2.");
    }
  }

  /** A mode without further words. */
  public static Write by(Mode mode, List<String> partitionBy) {
    return new Write(mode, Optional.empty(), Optional.empty(), List.of(), partitionBy);
  }

  /** The mode of a silver table that says nothing. */
  public static Write append() {
    return by(Mode.APPEND, List.of());
  }

  /** What a batch does to the rows that are there. */
  public enum Mode {
    APPEND,
    MERGE,
    SCD2,
    REPLACE,
    REPLACE_PARTITIONS;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
