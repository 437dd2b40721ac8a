package io.ingot.tests.bench;

import io.ingot.core.project.FeatureTerms;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Maintain;
import io.ingot.core.project.RowFeature;
import io.ingot.core.project.Sql;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Watch;
import io.ingot.features.asof.ViewInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A year of values of customers, of which each is known some time within two days after it held,
 * and labels of the same year, as Parquet files. All are drawn by hashes of their numbers, so that
 * they are the same every time.
 */
final class AsofInput {
  private static final long YEAR = 365L * 24 * 3_600 * 1_000_000;
  private static final long TWO_DAYS = 2L * 24 * 3_600 * 1_000_000;

  private final SparkSession spark;
  private final AsofOptions options;
  private final Path folder;

  AsofInput(SparkSession spark, AsofOptions options, Path folder) {
    this.spark = spark;
    this.options = options;
    this.folder = folder;
  }

  /**
   * Writes what is read of one kind: {@code even}, or {@code hot} with nine in ten of one customer.
   */
  void write(String kind) {
    String customer = "pmod(xxhash64(id, '%s'), " + options.entities() + ")";
    if (kind.equals("hot")) {
      customer = "IF(id %% 10 > 0, 0, " + customer + ")";
    }
    spark
        .range(options.history())
        .selectExpr(
            customer.formatted("row") + " AS customer",
            "pmod(xxhash64(id, 'held'), " + YEAR + ") AS held",
            "pmod(xxhash64(id, 'known'), " + TWO_DAYS + ") AS after",
            "id AS value")
        .selectExpr(
            "customer",
            "timestamp_micros(held) AS event_time",
            "timestamp_micros(held) AS valid_from",
            "timestamp_micros(held + after) AS known_time",
            "value",
            "false AS _deleted")
        .write()
        .parquet(folder.resolve(kind + "-history").toString());
    spark
        .range(options.labels())
        .selectExpr(
            "id",
            customer.formatted("label") + " AS customer",
            "timestamp_micros(pmod(xxhash64(id, 'asked'), " + YEAR + ")) AS t")
        .write()
        .parquet(folder.resolve(kind + "-labels").toString());
  }

  Dataset<Row> labels(String kind) {
    return spark.read().parquet(folder.resolve(kind + "-labels").toString());
  }

  ViewInput history(String kind) {
    return ViewInput.whole(
        view(), spark.read().parquet(folder.resolve(kind + "-history").toString()));
  }

  private static FeatureView view() {
    return new FeatureView(
        TableName.of("features.readings"),
        Sql.none(),
        Optional.empty(),
        Optional.empty(),
        Map.of("customer", "bigint"),
        Optional.of(TableName.of("silver.readings")),
        "read_at",
        null,
        null,
        null,
        Optional.empty(),
        Map.of("value", new RowFeature.Value("value", FeatureTerms.none())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Watch.none(),
        Maintain.unsaid(),
        Set.of());
  }
}
