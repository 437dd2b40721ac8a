package io.ingot.features.score;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Labels;
import io.ingot.core.project.TableName;
import io.ingot.features.prepare.TimeSplit;
import io.ingot.features.view.Columns;
import io.ingot.features.view.ViewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that are scored, with where they are from, in words. */
record Given(Dataset<Row> rows, String from) {
  /** Those of a table's latest version that are not marked as deleted. */
  static Given of(TableName table, Lake lake) {
    TableState state = lake.table(table).state();
    if (state.version() < 0) {
      throw new ProjectException(
          "Cannot score " + table + ": it has no rows yet. Run the project first: ingot run.");
    }
    Dataset<Row> rows = lake.table(table).at(state.version());
    return new Given(
        List.of(rows.columns()).contains(ViewTable.DELETED)
            ? rows.filter(not(coalesce(Columns.named(ViewTable.DELETED), lit(false))))
            : rows,
        table + "@" + state.version());
  }

  /** Those of a folder. */
  static Given of(String folder, Folders folders) {
    return new Given(folders.rows(folder), folder);
  }

  /**
   * The columns that tell a score's row: keys, the time where there is one, and the part of a
   * training set's row.
   *
   * @throws ProjectException when a key is not there
   */
  List<String> telling(ServiceTerms terms) {
    List<String> there = List.of(rows.columns());
    Scoring.require(terms.keys(), there, "the service, as its keys,");
    List<String> telling = new ArrayList<>(terms.keys());
    Stream.concat(terms.labels().map(Labels::time).stream(), Stream.of(ViewTable.EVENT_TIME))
        .filter(there::contains)
        .findFirst()
        .filter(time -> !telling.contains(time))
        .ifPresent(telling::add);
    Stream.of(TimeSplit.SPLIT).filter(there::contains).forEach(telling::add);
    return telling;
  }
}
