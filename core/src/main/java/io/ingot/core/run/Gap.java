package io.ingot.core.run;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a source that was passed over when a table's progress was moved forward.
 *
 * @param table the table that has not got these rows
 * @param line time, number, or the partition
 * @param from the first position that was passed over
 * @param to the first position after it
 * @param batch the move that passed it over, or the batch that went on behind it
 * @param at when the run of that batch started
 * @param who the user who moved the progress; empty when no commit tells of a move
 * @param why in the words of that user
 * @param state whether the rows were taken since
 */
public record Gap(
    TableName table,
    String line,
    String from,
    String to,
    long batch,
    Instant at,
    Optional<String> who,
    Optional<String> why,
    State state) {
  public Gap {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(state, "state");
  }

  /** Whether its rows are missing still. */
  public boolean open() {
    return state == State.OPEN;
  }

  /** Whether the rows of a gap were taken since. */
  public enum State {
    OPEN,
    /** A later batch took them. */
    CLOSED
  }
}
