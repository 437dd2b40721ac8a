package io.ingot.tests.testkit;

import io.ingot.core.testkit.Sparks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of all tables of a lake, in a form that can be compared between runs. */
public final class TableRows {
  private static final List<String> LAYERS =
      List.of("bronze", "quarantine", "silver", "gold", "features");

  /**
   * Ids and clocks of runs, and a quarantine's own batch, with the ids that it gives and the row
   * that carries the run: a run that finds more to do takes more in one batch. Everything else has
   * to be the same in every run.
   */
  private static final String[] OF_THE_RUN = {
    "_run", "_extracted_at", "run", "extracted_at", "first_seen", "at", "batch", "row"
  };

  private TableRows() {}

  /** By table the rows as JSON texts, sorted, without what names or dates the run. */
  public static Map<String, List<String>> of(SmallProject project) {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String layer : LAYERS) {
      for (Path table : DeltaLogFiles.tablesBelow(project.folder().resolve("lake/" + layer))) {
        tables.put(
            layer + "." + table.getFileName(),
            comparable(layer, rows(table)).toJSON().collectAsList().stream().sorted().toList());
      }
    }
    return tables;
  }

  /** The id of a refused row begins with the number of its batch. */
  private static Dataset<Row> comparable(String layer, Dataset<Row> rows) {
    Dataset<Row> lasting = rows.drop(OF_THE_RUN);
    return layer.equals("quarantine") ? lasting.drop("id") : lasting;
  }

  /** The latest rows of one table, which has to be there. */
  public static Dataset<Row> rows(Path table) {
    if (!Files.exists(table.resolve("_delta_log"))) {
      throw new AssertionError("There is no table in " + table);
    }
    return Sparks.session().read().format("delta").load(table.toString());
  }
}
