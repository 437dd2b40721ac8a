package io.ingot.core.run;

import io.ingot.core.batch.Pin;
import io.ingot.core.lake.Release.Served;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A rollback that is not made yet.
 *
 * @param release the release that is gone back to; empty where one table is
 * @param tables the tables that it is about, those too that are as they were
 * @param others what else the new release serves, of a rollback to a release: feature tables, which
 *     can be read there and are not touched
 * @param left tables of that release that the project does not have any more
 * @param hidden gold tables that the release does not serve, and readers of the new one will not
 *     see
 * @param stale the tables that are computed from those that change
 */
public record PlannedRollback(
    Optional<Long> release,
    List<Step> tables,
    Map<TableName, Served> others,
    List<TableName> left,
    List<TableName> hidden,
    List<TableName> stale) {
  public PlannedRollback {
    Objects.requireNonNull(release, "release");
    tables = List.copyOf(tables);
    others = Map.copyOf(others);
    left = List.copyOf(left);
    hidden = List.copyOf(hidden);
    stale = List.copyOf(stale);
  }

  /** The tables that would get other rows. */
  public List<Step> changing() {
    return tables.stream().filter(Step::changes).toList();
  }

  /**
   * One table of it.
   *
   * @param from the version that it has
   * @param to the version that it goes back to
   * @param rowsNow as far as the log tells
   * @param rowsThen likewise
   * @param rowsBack rows in files that come back
   * @param generation the generation that the restore begins
   * @param batch the number that it has among the table's batches
   * @param changes whether the rows are others than they were
   * @param definition digest of the declaration that the restored batch was made by
   * @param inputs what it had read
   */
  public record Step(
      TableName table,
      long from,
      long to,
      Optional<Long> rowsNow,
      Optional<Long> rowsThen,
      long rowsBack,
      int generation,
      long batch,
      boolean changes,
      String definition,
      Map<TableName, Pin> inputs) {
    public Step {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(rowsNow, "rowsNow");
      Objects.requireNonNull(rowsThen, "rowsThen");
      Objects.requireNonNull(definition, "definition");
      inputs = Map.copyOf(inputs);
    }
  }
}
