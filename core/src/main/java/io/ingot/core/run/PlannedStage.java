package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Volume;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line of what {@code ingot plan} shows.
 *
 * @param table the table
 * @param mode extract, advance, rebuild, follow (once its inputs have moved), skip or stuck
 * @param range exactly what is taken; {@code -} where it depends on the inputs' own batches
 * @param reason why
 * @param after the inputs that move in the same run: it waits for them, and takes what they bring
 * @param rows about how many rows are read; empty where metadata don't tell it
 * @param bytes about how many bytes are read; empty where metadata don't tell it
 * @param destroys what becomes of the rows that the table has now
 * @param stale why rows of the table are not as its declaration says, and what to do; empty when
 *     they are, or the plan mends it
 * @param exitCode what the run would end with if it stopped here; 0 for a plan that can be made
 */
public record PlannedStage(
    TableName table,
    String mode,
    String range,
    String reason,
    List<TableName> after,
    Optional<Long> rows,
    Optional<Long> bytes,
    Destroys destroys,
    Optional<String> stale,
    int exitCode) {
  private static final String FOLLOW = "follow";
  private static final String STUCK = "stuck";

  public PlannedStage {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(mode, "mode");
    after = List.copyOf(after);
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(destroys, "destroys");
    Objects.requireNonNull(stale, "stale");
  }

  /** A table that waits for its inputs and has nothing to do before. */
  static PlannedStage following(
      TableName table, List<TableName> after, Destroys destroys, Optional<String> stale) {
    return new PlannedStage(
        table,
        FOLLOW,
        "-",
        "after " + words(after),
        after,
        Optional.empty(),
        Optional.empty(),
        destroys,
        stale,
        0);
  }

  static PlannedStage of(
      TableName table,
      Plan plan,
      List<TableName> after,
      RetryState retry,
      Volume volume,
      Destroys destroys,
      Optional<String> stale) {
    return new PlannedStage(
        table,
        plan.mode(),
        plan.range(),
        retry.tell(plan.reason())
            + (after.isEmpty() ? "" : "; and what this run brings into " + words(after)),
        after,
        volume.rows(),
        volume.bytes(),
        destroys,
        stale,
        0);
  }

  static PlannedStage stuck(TableName table, IngotException cause) {
    return new PlannedStage(
        table,
        STUCK,
        "-",
        cause.getMessage(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Destroys.NOTHING,
        Optional.empty(),
        cause.exitCode().code());
  }

  /** Whether a run would publish a batch of the table. */
  public boolean moves() {
    return !mode.equals("skip") && !halts();
  }

  /** Whether no plan can be made. */
  public boolean halts() {
    return mode.equals(STUCK);
  }

  private static String words(List<TableName> tables) {
    return tables.stream().map(TableName::toString).collect(Collectors.joining(", "));
  }

  /** Whether the plan was written by a run that did not finish. */
  enum RetryState {
    NEW {
      @Override
      String tell(String reason) {
        return reason;
      }
    },
    STANDING {
      @Override
      String tell(String reason) {
        return "finish what an earlier run had planned: " + reason;
      }
    };

    abstract String tell(String reason);
  }
}
