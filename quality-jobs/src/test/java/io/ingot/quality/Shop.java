package io.ingot.quality;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Tenure;
import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A project with customers and orders, whose batches a test makes and has judged. */
final class Shop {
  static final String ORDERS = "silver.orders";
  static final String CUSTOMERS = "silver.customer";

  private final Path folder;
  private final TestProject project;

  Shop(Path folder) {
    this.folder = folder;
    this.project =
        TestProject.in(folder)
            .file("bronze/drop.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
            .file(
                "silver/customer.yml",
                """
                from: bronze.drop
                columns:
                  customer_id: {type: bigint, key: true}
                  code: {type: string}
                  mail: {type: string, personal: true}
                """);
  }

  /** Orders that are written by a mode and checked, a line a check. */
  Shop orders(String write, String... checks) {
    project.file(
        "silver/orders.yml",
        """
        from: bronze.drop
        columns:
          order_id: {type: int, key: true}
          customer_id: {type: int}
          parent_id: {type: int}
          day: {type: string}
          mail: {type: string, personal: true}
        write: {%s}
        checks:
        """
                .formatted(write)
            + String.join("", List.of(checks).stream().map(c -> "  - " + c + "\n").toList()));
    return this;
  }

  TestProject project() {
    return project;
  }

  Lake lake() {
    return project.lake();
  }

  /** What the checks of the orders say of rows that are about to be published. */
  List<Verdict> verdicts(Dataset<Row> rows) {
    return verdicts(rows, advance(Map.of()));
  }

  List<Verdict> verdicts(Dataset<Row> rows, Plan plan) {
    Gate gate = gate(ORDERS);
    return gate.judge(written(gate, rows, plan));
  }

  /** What is known of rows once they are in files. */
  Evidence written(Gate gate, Dataset<Row> rows, Plan plan) {
    Evidence known = new Judging(folder.resolve("files")).written(rows, gate);
    return new Evidence(
        known.counts(),
        known.measures(),
        known.rejected(),
        known.written(),
        Optional.of(batch(ORDERS, 1, plan)));
  }

  Gate gate(String table) {
    Project loaded = project.load();
    return new QualityGates()
        .gate(loaded, loaded.tables().get(TableName.of(table)), lake().inOwnSession())
        .orElseThrow();
  }

  private static Batch batch(String table, long number, Plan plan) {
    return new Batch(
        TableName.of(table),
        0,
        number,
        plan,
        "definition",
        "run-" + number,
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  static Plan advance(Map<TableName, Pin> inputs) {
    return new Plan.Advance(Map.of(), inputs, "test");
  }

  Dataset<Row> rows(String columns, String... values) {
    return Lakes.rows(lake(), columns, values);
  }

  /** Orders as their table has them. */
  Dataset<Row> placed(String... values) {
    return rows("order_id, customer_id, parent_id, day, mail", values)
        .selectExpr(
            "order_id",
            "int(customer_id) AS customer_id",
            "int(parent_id) AS parent_id",
            "string(day) AS day",
            "string(mail) AS mail");
  }

  /** Publishes rows without asking anybody. */
  Published fill(String table, long batch, Dataset<Row> rows) {
    return publish(table, batch, rows, List.of());
  }

  Published publish(String table, long batch, Dataset<Row> rows, List<Gate> gates) {
    return new BatchWriter(lake(), new Plans(lake()), gates, Tenure.unshared())
        .publish(
            batch(table, batch, advance(Map.of())),
            Candidate.whole(
                rows,
                new Publication.Append(),
                new TableLayout(List.of(), List.of(), Map.of()),
                Map.of()));
  }
}
