package io.ingot.core.run;

import io.ingot.core.error.IngotException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a table has read its source.
 *
 * @param table the table
 * @param window what the last batch took, in words; empty where no commit tells
 * @param bounds where the next batch goes on, in words, by the names of {@link TableState#bounds()}
 * @param batch number of the last batch; -1 for none
 * @param generation the table's line of batches
 * @param version Delta version; -1 for a table that is not there yet
 * @param behind how far the source is ahead; empty when it could not be asked
 * @param problem why it could not be asked
 * @param lateRows rows of the last batch whose window had passed already
 * @param allLateRows the same over all batches that are told
 * @param openGaps how many parts of the source were passed over and not taken since
 * @param untold batches that the log no longer tells of
 * @param moved the last time that a user moved the table's progress
 */
public record SourceState(
    TableName table,
    Optional<String> window,
    Map<String, String> bounds,
    long batch,
    int generation,
    long version,
    Optional<String> behind,
    Optional<String> problem,
    long lateRows,
    long allLateRows,
    long openGaps,
    List<IntervalLedger.Untold> untold,
    Optional<Interval> moved) {
  public SourceState {
    Objects.requireNonNull(table, "table");
    bounds = Map.copyOf(bounds);
    untold = List.copyOf(untold);
  }

  static SourceState of(SourceStage stage, StageContext context) {
    Table table = stage.table();
    TableState state = context.lake().table(table.name()).state();
    IntervalLedger ledger = new Ledgers(context.lake()).of(table.name());
    Optional<Interval> last = ledger.last().filter(batch -> batch.batch() == state.batch());
    Lag lag = Lag.of(stage, context);
    return new SourceState(
        table.name(),
        ledger.lastTaking().map(Interval::range),
        BoundWords.of(ledger).say(state.bounds()),
        state.batch(),
        state.generation(),
        state.version(),
        lag.behind(),
        lag.problem(),
        last.map(Interval::lateRows).orElse(0L),
        ledger.lateRows(),
        ledger.gaps().stream().filter(Gap::open).count(),
        ledger.untold(),
        ledger.lastMove());
  }

  private record Lag(Optional<String> behind, Optional<String> problem) {
    /** One source that cannot be asked must not hide how the others stand. */
    static Lag of(SourceStage stage, StageContext context) {
      try {
        return new Lag(Optional.of(stage.behind(context)), Optional.empty());
      } catch (RuntimeException e) {
        return new Lag(
            Optional.empty(),
            Optional.of(
                e instanceof IngotException
                    ? e.getMessage()
                    : e.getClass().getSimpleName() + ": " + e.getMessage()));
      }
    }
  }
}
