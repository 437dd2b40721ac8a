package io.ingot.core.testkit;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Small lakes and rows for tests. */
public final class Lakes {
  private Lakes() {}

  /** An empty lake in a folder, with a session of its own. */
  public static Lake in(Path folder) {
    return new Lake(Sparks.session().newSession(), folder.resolve("lake").toString(), "test");
  }

  /** Rows by an SQL {@code VALUES} list, such as {@code rows(lake, "id, name", "(1, 'a')")}. */
  public static Dataset<Row> rows(Lake lake, String columns, String... values) {
    return lake.spark()
        .sql("SELECT * FROM VALUES " + String.join(", ", values) + " AS t(" + columns + ")");
  }

  /** A batch of a table in its first generation, as run {@code run} would make it. */
  public static Batch batch(String table, long number, String run) {
    return new Batch(
        TableName.of(table),
        0,
        number,
        new Plan.Rebuild(Map.of(), "test"),
        "definition",
        run,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** The table's latest rows as sorted texts of the columns given. */
  public static List<String> texts(Lake lake, String table, String... columns) {
    TableName name = TableName.of(table);
    Dataset<Row> rows = lake.table(name).at(lake.table(name).state().version());
    return rows.selectExpr(columns).collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
