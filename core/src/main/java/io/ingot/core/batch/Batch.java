package io.ingot.core.batch;

import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.Objects;

/**
 * One batch of a table that is being made.
 *
 * @param target the table
 * @param generation the table's line of batches
 * @param number 0, 1, 2 ... without a gap
 * @param plan what it does; the same in every retry
 * @param definition digest of the table's declaration
 * @param run id of the run that makes it
 * @param at when that run started; the one clock that rows of the batch are stamped with
 */
public record Batch(
    TableName target,
    int generation,
    long number,
    Plan plan,
    String definition,
    String run,
    Instant at) {
  public Batch {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(at, "at");
  }
}
