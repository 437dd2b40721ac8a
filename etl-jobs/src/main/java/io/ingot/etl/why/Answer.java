package io.ingot.etl.why;

import io.ingot.core.project.TableName;
import io.ingot.core.run.RefusedRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One row's way. Values of columns that tell of a person are fingerprints unless they were asked
 * for.
 *
 * @param table the table that was asked
 * @param version of the table that was looked at
 * @param rows the row as it is now, by column; several for a key that has a history or none that is
 *     one
 * @param batches the batches of the table that the row came with or was changed by, oldest first
 * @param origins the rows of bronze tables that it was made of
 * @param changes what it was before, oldest first
 * @param reach how far back the changes are told
 * @param refused visits to the quarantine
 * @param went what is computed from it
 * @param inputs of a table that SQL answers: the versions that it was computed from
 * @param sql of such a table
 * @param looked where it was looked for
 */
record Answer(
    TableName table,
    long version,
    List<Map<String, String>> rows,
    List<Made> batches,
    List<Origin> origins,
    List<Change> changes,
    String reach,
    List<RefusedRow> refused,
    List<Went> went,
    Map<TableName, Long> inputs,
    Optional<String> sql,
    List<String> looked) {
  Answer {
    Objects.requireNonNull(table, "table");
    rows = List.copyOf(rows);
    batches = List.copyOf(batches);
    origins = List.copyOf(origins);
    changes = List.copyOf(changes);
    Objects.requireNonNull(reach, "reach");
    refused = List.copyOf(refused);
    went = List.copyOf(went);
    inputs = Map.copyOf(inputs);
    Objects.requireNonNull(sql, "sql");
    looked = List.copyOf(looked);
  }

  /** Whether anything is known of the key. */
  boolean isFound() {
    return !rows.isEmpty() || !changes.isEmpty() || !refused.isEmpty();
  }

  /**
   * A batch of the table.
   *
   * @param version the commit
   * @param definition digest of the rules by which it was made
   */
  record Made(
      long batch,
      long version,
      String run,
      Instant at,
      String definition,
      String mode,
      String range) {}

  /**
   * A row of a bronze table.
   *
   * @param source file, or connection and table
   * @param position in the file, where it has one
   * @param duplicates further rows of the key in the same batch, of which one outdid the others
   */
  record Origin(
      TableName table,
      long batch,
      String run,
      Instant extractedAt,
      String source,
      Optional<Long> position,
      long duplicates) {}

  /**
   * A change of the row.
   *
   * @param kind insert, update or delete
   * @param batch of the table; empty for a commit that carries none
   * @param columns before and after by column; of an insert or a delete all that hold something
   */
  record Change(
      long version, Instant at, String kind, Optional<Long> batch, Map<String, String> columns) {}

  /**
   * A table that is computed from the row's.
   *
   * @param place the partition or entity of the row, in words
   * @param rows that the place holds now
   * @param batch by which the row's last change entered; empty when it has not yet
   */
  record Went(TableName table, String place, long rows, Optional<Made> batch) {}
}
