package io.ingot.tests.bench;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.Project;
import io.ingot.core.project.ProjectLoader;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A project whose one view has ten features of many customers, and the view's table. */
record ServedShop(Path folder) {
  static final String SERVICE = "basket";

  private static final TableName VIEW = TableName.of("features.activity");
  private static final List<Integer> DAYS = List.of(1, 3, 7, 14, 30);

  /** Writes its files and its table. */
  void write(SparkSession spark, int redis, int entities) throws IOException {
    file(
        "ingot.yml",
        """
        name: shop
        lake: lake
        connections:
          drop: {type: files, root: incoming}
          store: {type: redis, nodes: ['127.0.0.1:%d']}
        """
            .formatted(redis));
    file("bronze/sales.yml", "source: {connection: drop, path: '*.csv', format: csv}\n");
    file(
        "silver/sales.yml",
        """
        from: bronze.sales
        columns:
          customer_id: {type: bigint}
          amount: {type: double}
          sold_on: {type: date}
          known_at: {type: timestamp}
        """);
    file(
        "features/activity.yml",
        """
        entity: {customer_id: bigint}
        from: silver.sales
        event_time: sold_on
        known_time: known_at
        features:
          spend: {sum: amount, windows: [1d, 3d, 7d, 14d, 30d]}
          visits: {count: "*", windows: [1d, 3d, 7d, 14d, 30d]}
        online: {connection: store}
        """);
    file("services/" + SERVICE + ".yml", "features: ['activity:*']\n");
    Project project = project();
    Lake lake = new Lake(spark.newSession(), project.lake(), project.environment());
    new BatchWriter(lake, new Plans(lake), List.of(), Tenure.unshared())
        .publish(
            new Batch(
                VIEW, 0, 0, new Plan.Rebuild(Map.of(), "bench"), "bench", "bench", Instant.now()),
            Candidate.whole(
                lake.spark().range(entities).selectExpr(columns().toArray(String[]::new)),
                new Publication.Append(),
                new TableLayout(List.of(), List.of(), Map.of("delta.enableChangeDataFeed", "true")),
                Map.of()));
  }

  private static List<String> columns() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "id AS customer_id",
                "DATE'2026-01-01' AS event_time",
                "TIMESTAMP'2026-01-02' AS valid_from",
                "TIMESTAMP'2026-01-02' AS known_time"));
    DAYS.forEach(days -> columns.add("rand(" + days + ") * 1000 AS spend_" + days + "d"));
    DAYS.forEach(days -> columns.add("id % " + (days + 5) + " AS visits_" + days + "d"));
    columns.add("false AS _deleted");
    return columns;
  }

  Project project() {
    return ProjectLoader.load(folder, "dev").orThrow();
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
