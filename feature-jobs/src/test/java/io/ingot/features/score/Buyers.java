package io.ingot.features.score;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.TableName;
import io.ingot.core.testkit.Ingot;
import io.ingot.core.testkit.TestProject;
import io.ingot.features.training.TrainsetVerb;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A project with a service {@code buyers} over one view, and rows as a training set of it has them:
 * who spends much and lives in Oslo buys.
 */
final class Buyers {
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final TestProject project;
  private final Ingot ingot;

  private Buyers(TestProject project) {
    this.project = project;
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    this.ingot =
        Ingot.in(
            project.path(""),
            List.of(new TrainsetVerb(clock), new TrainVerb(clock), new ScoreVerb(clock)));
  }

  static Buyers in(Path folder) {
    return new Buyers(
        TestProject.in(folder)
            .file("bronze/visits.yml", "source: {connection: drop, path: v/*.csv, format: csv}")
            .file(
                "silver/visits.yml",
                """
                from: bronze.visits
                columns:
                  customer_id: {type: bigint, key: true}
                  city: {type: string}
                  asked: {type: timestamp}
                  spend: {type: double}
                  bought: {type: int}
                write: {mode: merge, order_by: asked}
                """)
            .file(
                "features/activity.yml",
                """
                entity: {customer_id: bigint}
                from: silver.visits
                event_time: asked
                features:
                  visits: {count: "*", windows: [7d]}
                  spend: {sum: spend, windows: [7d]}
                  city: {last: city}
                  street: {last: city}
                """)
            .file(
                "services/buyers.yml",
                """
                features: ["activity:*"]
                training:
                  labels: {from: silver.visits, time: asked, columns: [bought]}
                  split: {by: entity, validation: 25%}
                  seed: 3
                  prepare:
                    spend_7d: {impute: mean, scale: standard}
                    city: {encode: one_hot}
                """)
            .file("services/others.yml", "features: [\"activity:spend_7d\"]"));
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

  /** Rows of 400 customers, one each; every 50th has no {@code spend_7d}. */
  Dataset<Row> rows() {
    return lake()
        .spark()
        .sql(
            """
            SELECT id AS customer_id, TIMESTAMP'2026-01-01 00:00:00' AS asked,
              int(spend + IF(city = 'Oslo', 40, 0) + pmod(hash(id, 'luck'), 60) > 100) AS bought,
              IF(id % 50 = 0, null, spend) AS spend_7d, visits AS visits_7d, city, street
            FROM (SELECT id, double(pmod(hash(id), 100)) AS spend, id % 7 AS visits,
              IF(id % 3 = 0, 'Oslo', 'Moss') AS city, concat('s', id) AS street
              FROM range(0, 400, 1, 2))
            """);
  }

  /** Puts rows into {@code silver.visits}, as no run would. */
  void table(Dataset<Row> rows) {
    append("silver.visits", rows);
  }

  /** Puts their features into {@code features.activity}, known a day before they are asked for. */
  void view(Dataset<Row> rows) {
    append(
        "features.activity",
        rows.selectExpr(
            "customer_id",
            "date_add(CAST(asked AS date), -2) event_time",
            "CAST(date_add(CAST(asked AS date), -1) AS timestamp) valid_from",
            "CAST(date_add(CAST(asked AS date), -1) AS timestamp) known_time",
            "visits_7d",
            "spend_7d",
            "city",
            "street",
            "false _deleted"));
  }

  private void append(String table, Dataset<Row> rows) {
    new BatchWriter(lake(), new Plans(lake()), List.of(), Tenure.unshared())
        .publish(
            new Batch(
                TableName.of(table),
                0,
                0,
                new Plan.Rebuild(Map.of(), "test"),
                project.load().tables().get(TableName.of(table)).definitionHash(),
                "run",
                NOW),
            Candidate.whole(
                rows,
                new Publication.Append(),
                new TableLayout(List.of(), List.of(), Map.of()),
                Map.of()));
  }

  /** Writes rows as {@code ingot features trainset} does, every fourth for validation. */
  Path set(String name, Dataset<Row> rows) {
    Path folder = project.path(name);
    rows.filter("customer_id % 4 <> 1").write().parquet(folder.resolve("train").toString());
    rows.filter("customer_id % 4 = 1").write().parquet(folder.resolve("validation").toString());
    project.file(
        name + "/manifest.json",
        Json.write(
            Map.of(
                "recipe",
                Map.of(
                    "service",
                    "buyers",
                    "definition",
                    "d1",
                    "format",
                    "parquet",
                    "seed",
                    3,
                    "labels",
                    Map.of(
                        "columns",
                        Map.of("time", "asked", "kept", List.of("customer_id", "asked", "bought"))),
                    "views",
                    List.of(Map.of("columns", List.of("visits_7d", "spend_7d", "city", "street")))),
                "parts",
                Map.of("train", 300, "validation", 100),
                "checksum",
                "c1")));
    return folder;
  }
}
