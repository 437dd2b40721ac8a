package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import java.util.Optional;

/**
 * Where a table stands, by its own log.
 *
 * @param version Delta version; -1 for a table that is not there yet
 * @param batch number of the last batch; -1 for none
 * @param window what that batch took, in words
 * @param run id of the run that made it
 * @param counts where that batch's rows went
 * @param quarantined rows in the table's quarantine that nothing became of yet
 */
public record TableStatus(
    TableName table,
    long version,
    long batch,
    Optional<String> window,
    Optional<String> run,
    Optional<Counts> counts,
    long quarantined) {
  /** Looks at a table and its quarantine. */
  public static TableStatus of(TableName name, Lake lake) {
    LakeTable table = lake.table(name);
    TableState state = table.state();
    Optional<BatchRecord> last = BatchRecord.of(table, state.generation(), state.batch());
    return new TableStatus(
        name,
        state.version(),
        state.batch(),
        last.map(record -> record.plan().range()),
        last.map(BatchRecord::run),
        last.map(BatchRecord::counts),
        quarantined(name, lake));
  }

  private static long quarantined(TableName name, Lake lake) {
    if (name.layer() != Layer.SILVER) {
      return 0;
    }
    LakeTable quarantine = lake.table(name.quarantine());
    TableState state = quarantine.state();
    if (!state.exists()) {
      return 0;
    }
    // Before rows could be closed the number was not kept, and every row was open.
    Long open = state.bounds().get(RefusedRows.OPEN);
    return open == null ? quarantine.at(state.version()).count() : open;
  }
}
