package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.batch.Verdict;
import io.ingot.core.error.GateException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Check;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.GateProvider;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.SparkWork;
import io.ingot.core.testkit.TestProject;
import io.ingot.core.testkit.Unconserved;
import io.ingot.quality.state.TableMeasures;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Unconserved("tables are written by hand")
class TableGateTest {
  private static final TableName NAME = TableName.of("silver.orders");

  @TempDir Path folder;

  @Test
  void anAppendedBatchIsJudgedWithWhatIsInTheTable() {
    Lake lake = Lakes.in(folder);
    Dataset<Row> batch = Lakes.rows(lake, "id, mail", "(2, 'bob@x')", "(5, NULL)");

    assertThat(judged(lake, batch))
        .containsExactly(
            "PASSED rows >= 1 <= 5 on table: measured 2 rows",
            "REFUSED complete mail on table: measured 0.5 of 2 rows (1 broken), at least 60% wanted",
            "PASSED unique id on table: measured all of 2 rows");

    Lakes.rows(lake, "id, mail", "(1, 'ann@x')", "(2, 'eve@x')", "(3, 'joe@x')", "(4, 'sue@x')")
        .write()
        .format("delta")
        .save(lake.table(NAME).path());
    List<String> with =
        List.of(
            "REFUSED rows >= 1 <= 5 on table: measured 6 rows",
            "PASSED complete mail on table: measured 0.8333 of 6 rows (1 broken), at least 60% wanted",
            "REFUSED unique id on table: measured 0.6666 of 6 rows (2 repeated)");
    assertThat(judged(lake, batch)).isEqualTo(with);

    // Of a column that the batch brings nothing is known of the table.
    assertThat(judged(lake, batch.selectExpr("id", "mail", "1 AS more"))).isEqualTo(with);

    // What is known of the table is not read again.
    Gate gate = over(lake, Checks.rows(1, 9));
    Evidence evidence = written(batch, gate);
    lake.table(NAME).files(0).all();
    SparkWork reading =
        SparkWork.during(
            lake.spark(),
            () ->
                assertThat(gate.judge(evidence))
                    .extracting(Verdict::measured)
                    .containsExactly("6 rows"));
    assertThat(reading.rowsRead()).isZero();
  }

  @Test
  void aRepeatOfAnEarlierBatchIsRefusedBeforeTheCommit() {
    TestProject project =
        TestProject.in(folder)
            .file("bronze/orders.yml", "source: {connection: drop, path: a.csv, format: csv}\n")
            .file(
                "silver/orders.yml",
                """
                from: bronze.orders
                columns:
                  id: {type: int}
                checks:
                  - complete: id
                  - {unique: [id], on: table}
                """);

    publish(project, 0, "(1)", "(2)");
    assertThatThrownBy(() -> publish(project, 1, "(2)", "(3)"))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(
            "unique id on table: measured 0.5 of 4 rows (2 repeated); e.g. id='2'");
    assertThat(project.version("silver.orders")).isZero();

    publish(project, 1, "(3)");
    assertThat(project.rows("silver.orders", "id")).containsExactly("[1]", "[2]", "[3]");
  }

  private static void publish(TestProject project, long number, String... values) {
    Lake lake = project.lake();
    Project declared = project.load();
    List<Gate> gates =
        ServiceLoader.load(GateProvider.class).stream()
            .flatMap(
                found ->
                    found.get().gate(declared, declared.table(NAME).orElseThrow(), lake).stream())
            .toList();
    assertThat(gates).hasSize(2);
    new BatchWriter(lake, new Plans(lake), gates, Tenure.unshared())
        .publish(
            Lakes.batch("silver.orders", number, "run-" + number),
            Candidate.whole(
                Lakes.rows(lake, "id", values),
                new Publication.Append(),
                new TableLayout(List.of(), List.of("id"), Map.of()),
                Map.of()));
  }

  private static List<String> judged(Lake lake, Dataset<Row> batch) {
    Gate gate = over(lake, Checks.rows(1, 5), Checks.complete("mail", "60%"), Checks.unique("id"));
    return gate.judge(written(batch, gate)).stream()
        .map(verdict -> verdict.ruling() + " " + verdict.summary())
        .toList();
  }

  private static Gate over(Lake lake, Check... checks) {
    return new TableGate(
        lake.table(NAME),
        new TableMeasures(lake, NAME, column -> false),
        new DeequGate(NAME, List.of(checks), List.of()));
  }

  /** What is known once the rows are written. */
  private static Evidence written(Dataset<Row> batch, Gate gate) {
    List<Column> measures = gate.measures(batch.schema());
    Row row = batch.agg(measures.get(0), measures.stream().skip(1).toArray(Column[]::new)).first();
    Map<String, Object> values = new HashMap<>();
    for (String name : row.schema().fieldNames()) {
      values.put(name, row.getAs(name));
    }
    return new Evidence(new Counts(2, 2, 0, 0), values, Map.of(), () -> batch);
  }
}
