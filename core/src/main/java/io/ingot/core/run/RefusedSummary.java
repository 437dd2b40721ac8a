package io.ingot.core.run;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows that a table refused, counted.
 *
 * @param table the silver table
 * @param opened rows that were ever refused
 * @param fates what became of those
 * @param groups the same by broken rule; a row that broke several is in each
 */
public record RefusedSummary(TableName table, long opened, Fates fates, List<Group> groups) {
  public RefusedSummary {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(fates, "fates");
    groups = List.copyOf(groups);
  }

  /**
   * How many rows are in each state.
   *
   * @param open nothing became of them yet
   * @param resolved passed the rules in a replay
   * @param corrected came again and were good
   * @param waived given up, for a reason
   * @param superseded older than a snapshot that was published since
   */
  public record Fates(long open, long resolved, long corrected, long waived, long superseded) {
    long all() {
      return open + resolved + corrected + waived + superseded;
    }
  }

  /**
   * The rows that broke one rule of one column, by what they broke when they were judged last.
   *
   * @param firstSeen when the first of them was refused
   * @param lastSeen when the last of them was
   * @param example an offending value, an open row's where there is one; masked where it tells of a
   *     person
   */
  public record Group(
      String rule,
      String column,
      Fates fates,
      Instant firstSeen,
      Instant lastSeen,
      Optional<String> example) {
    public Group {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(fates, "fates");
      Objects.requireNonNull(example, "example");
    }
  }

  /** The same with those groups only that hold open rows. */
  public RefusedSummary unsettled() {
    return new RefusedSummary(
        table, opened, fates, groups.stream().filter(group -> group.fates().open() > 0).toList());
  }

  /** Whether every row that was opened is in exactly one state. */
  public boolean reconciles() {
    return opened == fates.all();
  }
}
