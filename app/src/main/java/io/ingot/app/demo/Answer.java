package io.ingot.app.demo;

import io.ingot.core.cli.Console;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table that a demo shows at its end.
 *
 * @param table its name
 * @param shown what of it
 */
public record Answer(String table, UnaryOperator<Dataset<Row>> shown) {
  /** Why rows are in a quarantine, counted. */
  public static Answer reasons(String quarantine) {
    return new Answer(
        quarantine,
        rows ->
            rows.where("event = 'opened'")
                .selectExpr("explode(errors) AS error")
                .groupBy("error.rule", "error.column")
                .count()
                .orderBy("rule", "column"));
  }

  void print(Lake lake, Console console) {
    TableName name = TableName.of(table);
    Dataset<Row> rows = shown.apply(lake.table(name).at(lake.table(name).state().version()));
    console.line("");
    console.line(table);
    console.table(
        Arrays.asList(rows.columns()), rows.collectAsList().stream().map(Answer::cells).toList());
  }

  private static List<String> cells(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> String.valueOf(row.get(column)))
        .toList();
  }
}
