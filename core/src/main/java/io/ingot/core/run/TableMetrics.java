package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Nulls;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a table's last batch measured, by the table's own commit, and from which versions it was
 * made.
 *
 * @param run id of the run that made the batch; empty for a table without one, or whose log no
 *     longer reaches back to it, and then so is all that follows
 * @param version the table's version that holds the batch
 * @param window what the batch took, in words
 * @param counts where its rows went
 * @param duplicateRatio share of the read rows that another of their key outdid, 0 to 1
 * @param nullRatio share of the published values that are null, 0 to 1
 * @param rowsBefore rows in the table before the batch; empty where that version is gone
 * @param rowsAfter rows in the table with the batch; empty where that version is gone
 * @param inputs the versions of the tables that were read; none for a source
 */
public record TableMetrics(
    TableName table,
    Optional<String> run,
    OptionalLong version,
    Optional<String> window,
    Optional<Counts> counts,
    OptionalDouble duplicateRatio,
    OptionalDouble nullRatio,
    OptionalLong rowsBefore,
    OptionalLong rowsAfter,
    Map<TableName, Long> inputs) {
  public TableMetrics {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
  }

  /**
   * Looks at a table's log; counts of rows come from the log's own statistics where it has them.
   */
  public static TableMetrics of(TableName name, Lake lake) {
    LakeTable table = lake.table(name);
    TableState state = table.state();
    Optional<BatchRecord> last = BatchRecord.of(table, state.generation(), state.batch());
    OptionalLong version =
        last.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(
                table.committed(state.generation(), state.batch()).orElseThrow().version());
    Optional<Counts> counts = last.map(BatchRecord::counts);
    return new TableMetrics(
        name,
        last.map(BatchRecord::run),
        version,
        last.map(record -> record.plan().range()),
        counts,
        counts
            .filter(some -> some.read() > 0)
            .map(some -> OptionalDouble.of((double) some.duplicates() / some.read()))
            .orElse(OptionalDouble.empty()),
        last.map(BatchRecord::nulls).map(Nulls::ratio).orElse(OptionalDouble.empty()),
        version.isEmpty() ? OptionalLong.empty() : rows(table, version.getAsLong() - 1),
        version.isEmpty() ? OptionalLong.empty() : rows(table, version.getAsLong()),
        last.map(record -> Plan.versions(record.plan().inputs())).orElse(Map.of()));
  }

  /** Rows of a version; upkeep may have taken away its log or its files. */
  private static OptionalLong rows(LakeTable table, long version) {
    if (version < 0) {
      return OptionalLong.of(0);
    }
    try {
      return OptionalLong.of(table.at(version).count());
    } catch (RuntimeException e) {
      return OptionalLong.empty();
    }
  }
}
