package io.ingot.app.demo;

import io.ingot.core.cli.Console;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the demo shows at its end: gold answers and the quarantine, as tables. */
final class DemoAnswers {
  private DemoAnswers() {}

  static void print(Lake lake, Console console) {
    console.line("");
    console.line("gold.yearly_sales");
    print(latest(lake, "gold.yearly_sales").orderBy("year"), console);
    console.line("");
    console.line("Why rows are in quarantine.sales");
    print(
        latest(lake, "quarantine.sales")
            .selectExpr("explode(errors) AS error")
            .groupBy("error.rule", "error.column")
            .count()
            .orderBy("rule", "column"),
        console);
  }

  private static Dataset<Row> latest(Lake lake, String name) {
    TableName table = TableName.of(name);
    return lake.table(table).at(lake.table(table).state().version());
  }

  private static void print(Dataset<Row> rows, Console console) {
    console.table(
        Arrays.asList(rows.columns()),
        rows.collectAsList().stream().map(DemoAnswers::cells).toList());
  }

  private static List<String> cells(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> String.valueOf(row.get(column)))
        .toList();
  }
}
