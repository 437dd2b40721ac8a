package io.ingot.quality;

import static org.apache.spark.sql.functions.col;

import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables of the lake as a batch of one of them sees them: those that its plan pinned at that
 * version, others as they are now.
 *
 * @param table whose batch it is
 * @param earlier the tables that a run brings up to date before it
 */
record Neighbours(Table table, Lake lake, Set<TableName> earlier) {
  /** Whether a name is that of the table whose batch it is. */
  boolean isOwn(TableName name) {
    return name.equals(table.name());
  }

  /** What is known of a table now. */
  TableState state(TableName name) {
    return lake.table(name).state();
  }

  /** Whether a table is not there, and no run could have filled it before this one. */
  boolean isYetToCome(TableName name) {
    return !earlier.contains(name) && !state(name).exists();
  }

  /**
   * The state of a table that has to be there.
   *
   * @throws ProjectException when it is not
   */
  TableState required(TableName name, String check) {
    TableState state = state(name);
    if (!state.exists()) {
      throw new ProjectException(
          "Cannot judge '"
              + check
              + "' of "
              + table.name()
              + ": "
              + name
              + " is not there yet. Run it first: ingot run --select "
              + name
              + ".");
    }
    return state;
  }

  /** The version at which a batch sees a table. */
  long version(TableName name, Optional<Plan> plan) {
    return plan.map(Plan::inputs)
        .flatMap(inputs -> Optional.ofNullable(inputs.get(name)))
        .map(Pin::version)
        .filter(version -> version >= 0)
        .orElseGet(() -> state(name).version());
  }

  /** The rows of a table as a batch sees it. */
  Dataset<Row> rows(TableName name, Optional<Plan> plan) {
    return lake.table(name).at(version(name, plan));
  }

  /**
   * The rows of the table itself that are still there when a batch is in; none where the batch
   * replaces all of them.
   */
  Optional<Dataset<Row>> staying(Dataset<Row> batch, Optional<Plan> plan) {
    TableState state = state(table.name());
    boolean replaced = plan.filter(Plan::replacesAll).isPresent() || mode() == Write.Mode.REPLACE;
    if (!state.exists() || replaced) {
      return Optional.empty();
    }
    Dataset<Row> there = lake.table(table.name()).at(state.version());
    List<String> by =
        switch (mode()) {
          case MERGE -> keys();
          case REPLACE_PARTITIONS -> partitions(table);
          default -> List.of();
        };
    return Optional.of(by.isEmpty() ? there : without(there, batch, by));
  }

  /** The table's rows as they are when a batch is in. */
  Dataset<Row> after(Dataset<Row> batch, Optional<Plan> plan) {
    return staying(batch, plan).map(there -> batch.unionByName(there, true)).orElse(batch);
  }

  /** The columns by which the files of a table lie apart. */
  static List<String> partitions(Table table) {
    return write(table).map(Write::partitionBy).orElse(List.of());
  }

  private Write.Mode mode() {
    return write(table).map(Write::mode).orElse(Write.Mode.APPEND);
  }

  private static Optional<Write> write(Table table) {
    if (table instanceof SilverTable silver) {
      return Optional.of(silver.write());
    }
    return table instanceof GoldTable gold ? Optional.of(gold.write()) : Optional.empty();
  }

  private List<String> keys() {
    return table instanceof SilverTable silver ? silver.keys() : ((GoldTable) table).key();
  }

  private static Dataset<Row> without(Dataset<Row> there, Dataset<Row> batch, List<String> by) {
    Dataset<Row> gone =
        batch.select(
            by.stream()
                .map(name -> col(Columns.quoted(name)).as("_gone_" + name))
                .toArray(Column[]::new));
    Column same =
        by.stream()
            .map(name -> col(Columns.quoted(name)).eqNullSafe(col(Columns.quoted("_gone_" + name))))
            .reduce(Column::and)
            .orElseThrow();
    return there.join(gone, same, "left_anti");
  }
}
