package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Table;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells of tables whose rows are of an older declaration than today's, where the table's own plan
 * goes on instead of computing them anew.
 */
final class Staleness {
  /** Each commit is a file to read, for each table; an older change was told often enough. */
  private static final int LOOKED_AT = 10;

  private final Table table;
  private final TableState state;
  private final StageContext context;

  private Staleness(Table table, TableState state, StageContext context) {
    this.table = table;
    this.state = state;
    this.context = context;
  }

  /** What is stale about a table, and what to do; empty when nothing is, or the plan mends it. */
  static Optional<String> of(Table table, TableState state, Plan plan, StageContext context) {
    return state.batch() < 0 || plan.replacesAll()
        ? Optional.empty()
        : new Staleness(table, state, context).told();
  }

  private Optional<String> told() {
    boolean changed =
        LastBatch.of(table.name(), state, context)
            .definition()
            .filter(last -> !last.equals(table.definitionHash()))
            .isPresent();
    if (changed) {
      return Optional.of(told(state.batch()));
    }
    // Other layers are computed anew when their declaration changes, or keep what they were sent.
    return table.name().layer() == Layer.SILVER ? lastOther().map(this::told) : Optional.empty();
  }

  /** The last batch that was made by another declaration, as far as it is looked for. */
  private Optional<Long> lastOther() {
    AtomicReference<Optional<Long>> last = new AtomicReference<>(Optional.empty());
    context
        .lake()
        .table(table.name())
        .committedAfter(
            Math.max(-1, state.version() - LOOKED_AT),
            commit -> {
              if (!commit.record().isEmpty()) {
                BatchRecord record = Json.read(commit.record(), BatchRecord.class);
                boolean same = record.definition().equals(table.definitionHash());
                if (!same) {
                  last.set(Optional.of(commit.batch()));
                } else if (record.plan().replacesAll()) {
                  last.set(Optional.empty());
                }
              }
            });
    return last.get();
  }

  private String told(long batch) {
    String changed = "the declaration changed after batch " + batch;
    return table.name().layer() == Layer.BRONZE
        ? changed
            + " and holds for what is taken from here on; to take older rows by it, use 'ingot"
            + " state rewind' or 'ingot backfill'"
        : changed
            + ": older rows were made by the older rules; to have all made anew, delete "
            + context.lake().table(table.name()).path()
            + " and "
            + context.lake().table(table.name().quarantine()).path()
            + ", and run";
  }
}
