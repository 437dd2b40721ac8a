package io.ingot.etl.silver.contract;

import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Judges rows of {@code bronze.b} by a contract of {@code silver.s} that a test writes. */
record Judging(TestProject project) {
  static final TableName BRONZE = TableName.of("bronze.b");

  static Judging in(Path folder) {
    return new Judging(
        TestProject.in(folder)
            .file(
                "bronze/b.yml",
                "source: {connection: drop, path: b.csv, format: csv, settle: 0s}"));
  }

  /** For a column of one contract, each value with what it became or the rules that it broke. */
  List<String> judged(String contract, String... values) {
    SilverTable table = table("v: " + contract);
    Dataset<Row> bronze =
        bronze("v", Arrays.stream(values).map(v -> "(" + v + ")").toArray(String[]::new));
    List<String> came = texts(bronze, "nvl(string(v), 'null')");
    List<String> became =
        texts(
            judged(table, bronze),
            "if(_bad, array_join(_errors.rule, ' '), nvl(string(v), 'null'))");
    return IntStream.range(0, values.length)
        .mapToObj(row -> came.get(row) + " -> " + became.get(row))
        .toList();
  }

  Dataset<Row> judged(SilverTable table, Dataset<Row> bronze) {
    Contract contract = contract(table, bronze);
    return contract.judged(contract.valued(bronze));
  }

  Contract contract(SilverTable table, Dataset<Row> bronze) {
    return Contract.of(
        table, new BronzeRecord(table, BRONZE, bronze.schema()), new References(Map.of()));
  }

  static List<String> texts(Dataset<Row> rows, String expression) {
    return rows.selectExpr(expression).as(Encoders.STRING()).collectAsList();
  }

  /** Of each row whether it is bad, and its errors. */
  List<String> explained(SilverTable table, Dataset<Row> bronze) {
    return explained(contract(table, bronze), bronze);
  }

  List<String> explained(Contract contract, Dataset<Row> bronze) {
    return contract
        .judged(contract.valued(bronze))
        .select("_bad", "_errors")
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getBoolean(0)
                    + " "
                    + row.<Row>getList(1).stream()
                        .map(error -> error.toString().replace(',', ' '))
                        .collect(Collectors.joining()))
        .toList();
  }

  /** A table of these columns, and of what stands below them. */
  SilverTable table(String columns, String... more) {
    project.file(
        "silver/s.yml",
        "from: bronze.b\ncolumns:\n  "
            + columns.strip().replace("\n", "\n  ")
            + "\n"
            + String.join("\n", more));
    return (SilverTable) project.load().tables().get(TableName.of("silver.s"));
  }

  /** Bronze rows; what every bronze table has is added where it is not named. */
  Dataset<Row> bronze(String columns, String... values) {
    // Spark would judge a list of values while it plans, by other code than that of a batch.
    return Lakes.rows(project.lake(), columns, values)
        .coalesce(1)
        .selectExpr(
            "*",
            columns.contains("_corrupt") ? "1 AS _none" : "string(null) AS _corrupt",
            "0L AS _batch",
            "named_struct('name', 'b.csv') AS _source",
            "timestamp'2026-01-01' AS _extracted_at");
  }
}
