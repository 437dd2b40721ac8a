package io.ingot.features.training;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A project with two views, whose rows a test writes as a run would: {@code features.activity} of
 * customers (visits_7d bigint, spend_7d double) and {@code features.taste} of customers in stores
 * (liked string, for 30 days), and labels {@code silver.buyers} (customer_id, store, asked, bought,
 * note).
 */
final class Shop {
  static final String SERVICE =
      """
      features: ["activity:*", "taste:liked"]
      training:
        labels: {from: silver.buyers, time: asked}
        split: {by: time, validation_from: 2024-03-01}
        seed: 7
      """;

  private final TestProject project;
  private final Ingot ingot;

  private Shop(TestProject project) {
    this.project = project;
    this.ingot = Ingot.in(project.path(""), List.of(new TrainsetVerb(Clock.systemUTC())));
  }

  static Shop in(Path folder) {
    return new Shop(
        TestProject.in(folder)
            .file("bronze/visits.yml", "source: {connection: drop, path: v/*.csv, format: csv}")
            .file(
                "silver/visits.yml",
                """
                from: bronze.visits
                columns:
                  customer_id: {type: bigint, key: true}
                  store: {type: string}
                  at: {type: timestamp}
                  amount: {type: double}
                write: {mode: merge, order_by: at}
                """)
            .file(
                "silver/buyers.yml",
                """
                from: bronze.visits
                columns:
                  customer_id: {type: bigint, key: true}
                  store: {type: string}
                  asked: {type: timestamp}
                  bought: {type: int}
                  note: {type: string}
                write: {mode: merge, order_by: asked}
                """)
            .file(
                "features/activity.yml",
                """
                entity: {customer_id: bigint}
                from: silver.visits
                event_time: at
                features:
                  visits: {count: "*", windows: [7d]}
                  spend: {mean: amount, windows: [7d]}
                """)
            .file(
                "features/taste.yml",
                """
                entity: {customer_id: bigint, store: string}
                from: silver.visits
                event_time: at
                ttl: 30d
                features:
                  liked: {last: store}
                """)
            .file("services/buyers.yml", SERVICE));
  }

  TestProject project() {
    return project;
  }

  Lake lake() {
    return project.lake();
  }

  Ingot ingot() {
    return ingot;
  }

  /** Labels by the values of {@code customer_id, store, asked, bought, note}. */
  Shop labels(long batch, String... values) {
    return append(
        "silver.buyers",
        batch,
        Lakes.rows(lake(), "customer_id, store, asked, bought, note", values)
            .selectExpr(
                "CAST(customer_id AS bigint) customer_id",
                "store",
                "CAST(asked AS timestamp) asked",
                "bought",
                "note",
                "current_timestamp() _extracted_at"));
  }

  /** Rows by the values of {@code customer_id, day, known_time, visits_7d, spend_7d}. */
  Shop activity(long batch, String... values) {
    return append(
        "features.activity",
        batch,
        Lakes.rows(lake(), "customer_id, day, known, visits_7d, spend_7d", values)
            .selectExpr(
                "CAST(customer_id AS bigint) customer_id",
                "CAST(day AS date) event_time",
                "CAST(date_add(CAST(day AS date), 1) AS timestamp) valid_from",
                "CAST(known AS timestamp) known_time",
                "CAST(visits_7d AS bigint) visits_7d",
                "CAST(spend_7d AS double) spend_7d",
                "false _deleted"));
  }

  /** Rows by the values of {@code customer_id, store, day, known_time, liked}. */
  Shop taste(long batch, String... values) {
    return append(
        "features.taste",
        batch,
        Lakes.rows(lake(), "customer_id, store, day, known, liked", values)
            .selectExpr(
                "CAST(customer_id AS bigint) customer_id",
                "store",
                "CAST(day AS date) event_time",
                "CAST(date_add(CAST(day AS date), 1) AS timestamp) valid_from",
                "CAST(known AS timestamp) known_time",
                "liked",
                "false _deleted"));
  }

  private Shop append(String table, long batch, Dataset<Row> rows) {
    Table declared = project.load().tables().get(TableName.of(table));
    new BatchWriter(lake(), new Plans(lake()), List.of(), Tenure.unshared())
        .publish(
            new Batch(
                TableName.of(table),
                0,
                batch,
                new Plan.Rebuild(Map.of(), "test"),
                declared.definitionHash(),
                "run",
                Instant.parse("2026-01-01T00:00:00Z")),
            Candidate.whole(
                rows,
                new Publication.Append(),
                new TableLayout(List.of(), List.of(), Map.of()),
                Map.of()));
    return this;
  }

  /** Rows of a set's part in Parquet, file by file, as texts of some columns. */
  List<String> rows(Path set, String part, String... columns) {
    return Arrays.stream(set.resolve(part).toFile().list())
        .filter(name -> name.endsWith(".parquet") && !name.startsWith("."))
        .sorted()
        .flatMap(
            name ->
                lake()
                    .spark()
                    .read()
                    .parquet(set.resolve(part).resolve(name).toString())
                    .selectExpr(columns)
                    .collectAsList()
                    .stream())
        .map(Row::toString)
        .toList();
  }
}
