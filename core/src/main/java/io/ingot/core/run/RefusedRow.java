package io.ingot.core.run;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One row that a table refused.
 *
 * @param id tells it from all others of its table
 * @param state open, resolved, corrected, waived or superseded
 * @param broken the rules that it broke when it was judged last
 * @param raw the record, personal values masked; empty once it was forgotten
 * @param origin where it came from
 * @param batch the batch of the table that refused it
 * @param definition digest of the declaration that judged it last
 * @param run id of the run that refused it
 * @param firstSeen when that was
 * @param end what became of it; empty for an open row
 */
public record RefusedRow(
    String id,
    String state,
    List<Broken> broken,
    Optional<String> raw,
    Origin origin,
    long batch,
    String definition,
    String run,
    Instant firstSeen,
    Optional<End> end) {
  public RefusedRow {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    broken = List.copyOf(broken);
    Objects.requireNonNull(raw, "raw");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(end, "end");
  }

  /**
   * A rule that the row broke.
   *
   * @param value the offending value, masked where it tells of a person
   */
  public record Broken(String rule, String column, Optional<String> value) {
    public Broken {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * Where the row came from.
   *
   * @param name file below its connection, or connection and table
   * @param position row or first byte of the block in a file
   * @param table the bronze table; empty for rows of an Ingot that did not keep it
   * @param batch the bronze batch
   */
  public record Origin(
      Optional<String> name, Optional<Long> position, Optional<String> table, long batch) {
    public Origin {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(position, "position");
      Objects.requireNonNull(table, "table");
    }
  }

  /**
   * What became of the row.
   *
   * @param batch the batch of the table that closed it
   * @param who the user who asked for that; empty where nobody did
   * @param reason in the words of that user
   */
  public record End(long batch, Instant at, Optional<String> who, Optional<String> reason) {
    public End {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(who, "who");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
