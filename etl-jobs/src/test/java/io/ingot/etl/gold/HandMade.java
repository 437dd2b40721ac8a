package io.ingot.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.lake.CommitMark;
import io.ingot.core.lake.Correction;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.TestProject;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A silver table whose batches a test makes itself, so that only gold has to run. */
record HandMade(TestProject project, String name, String columns, List<String> key) {
  HandMade {
    key = List.copyOf(key);
  }

  /** Declares the table; its keys first. */
  static HandMade in(TestProject project, String name, String columns, String... key) {
    StringBuilder contract = new StringBuilder();
    for (String column : columns.split(", ")) {
      String[] words = column.split(" ");
      contract.append(
          "  %s: {type: \"%s\", key: %s}\n"
              .formatted(words[0], words[1], List.of(key).contains(words[0])));
    }
    project
        .file(
            "bronze/" + name + ".yml",
            "source: {connection: drop, path: \"" + name + "/*.csv\", format: csv}")
        .file(
            "silver/" + name + ".yml",
            "from: bronze." + name + "\nwrite: {mode: merge}\ncolumns:\n" + contract);
    return new HandMade(project, name, columns, List.of(key));
  }

  /** The first batch. */
  void load(Dataset<Row> rows, String... partitionBy) {
    LakeTable table = table(project.lake());
    table
        .write(
            typed(rows),
            new Publication.Append(),
            new TableLayout(
                List.of(partitionBy), List.of(), Map.of("delta.enableChangeDataFeed", "true")))
        .commit(mark(table));
  }

  /** The first batch, as an SQL list of values. */
  void load(String values) {
    load(rows(project.lake(), values));
  }

  /** One more batch, of rows to put and keys of rows to take away. */
  void change(String put, String take) {
    Lake own = project.lake().inOwnSession();
    LakeTable table = table(own);
    Dataset<Row> gone =
        put.isEmpty() ? rows(own, take) : rows(own, put).withColumn("_kept", lit(1));
    if (put.isEmpty()) {
      gone = gone.withColumn("_kept", lit(null).cast("int"));
    } else if (!take.isEmpty()) {
      gone = gone.union(rows(own, take).withColumn("_kept", lit(null).cast("int")));
    }
    table.correct(gone, new Correction(key, "_kept", List.of()), mark(table));
  }

  private Dataset<Row> rows(Lake lake, String values) {
    String[] names =
        List.of(columns.split(", ")).stream().map(c -> c.split(" ")[0]).toArray(String[]::new);
    return typed(lake.spark().sql("SELECT * FROM VALUES " + values).toDF(names));
  }

  private Dataset<Row> typed(Dataset<Row> rows) {
    return rows.select(
        List.of(columns.split(", ")).stream()
            .map(column -> column.split(" "))
            .map(words -> col(words[0]).cast(words[1]).as(words[0]))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  private LakeTable table(Lake lake) {
    return lake.table(TableName.of("silver." + name));
  }

  private static CommitMark mark(LakeTable table) {
    TableState state = table.state();
    return new CommitMark(table.writer(0), state.batch() + 1, Map.of(), "{}");
  }
}
