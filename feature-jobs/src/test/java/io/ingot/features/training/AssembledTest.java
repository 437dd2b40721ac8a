package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.testkit.Unconserved;
import io.ingot.features.asof.ViewInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

@Unconserved("tables are written by hand, without what they would be made from")
class AssembledTest {
  @TempDir Path folder;

  @Test
  void aStratifiedSplitReadsTheViewsOnce() {
    Shop shop =
        Shop.in(folder)
            .activity(
                0,
                "(1, '2024-02-01', '2024-02-02', 1, 1.5D)",
                "(2, '2024-02-01', '2024-02-02', 2, 2.5D)")
            .labels(
                0,
                "(1, 'a', '2024-02-04 00:00:00', 0, 'x')",
                "(2, 'a', '2024-02-04 00:00:00', 0, 'x')",
                "(3, 'a', '2024-02-04 00:00:00', 1, 'x')",
                "(4, 'a', '2024-02-04 00:00:00', 1, 'x')");
    shop.project()
        .file("services/by_label.yml", service("bought"))
        .file("services/by_feature.yml", service("visits_7d"));
    Inputs byLabel = inputs(shop, "by_label");
    Inputs byFeature = inputs(shop, "by_feature");
    List<ViewInput> views = byLabel.joined(shop.lake());

    assertThat(Assembled.joined(byLabel, views).columns()).contains("_split");
    assertThat(Assembled.joined(byFeature, views).columns()).doesNotContain("_split");
    try (Assembled labelled = Assembled.of(byLabel, shop.lake());
        Assembled featured = Assembled.of(byFeature, shop.lake())) {
      assertThat(reads(labelled.rows(), "visits_7d")).isEqualTo(1);
      assertThat(kept(featured.rows())).contains("InMemoryTableScan");
      assertThat(kept(labelled.rows())).contains("FileScan").doesNotContain("InMemoryTableScan");
      assertThat(labelled.parts()).containsEntry("train", 2L).containsEntry("validation", 2L);
      assertThat(texts(labelled.rows(), "_split", "bought", "count(*)"))
          .containsExactlyInAnyOrder(
              "[train,0,1]", "[train,1,1]", "[validation,0,1]", "[validation,1,1]");
      assertThat(labelled.rows().columns())
          .containsExactly(featured.rows().columns())
          .endsWith("visits_7d", "spend_7d", "_split", "_place");
    }
  }

  private static String service(String stratify) {
    return """
           features: ["activity:*"]
           training:
             labels: {from: silver.buyers, time: asked}
             split: {by: entity, validation: 50%%, stratify: %s}
           """
        .formatted(stratify);
  }

  private static Inputs inputs(Shop shop, String service) {
    return new Pinning(shop.project().load(), shop.lake())
        .of(new Pinning.Order(service, Optional.empty(), SetFormat.PARQUET, Optional.empty()));
  }

  /** How many scans the rows are made with that have a column. */
  private static long reads(Dataset<Row> rows, String column) {
    return JavaConverters.seqAsJavaList(rows.queryExecution().analyzed().collectLeaves()).stream()
        .filter(
            leaf ->
                JavaConverters.seqAsJavaList(leaf.output()).stream()
                    .anyMatch(attribute -> attribute.name().equals(column)))
        .count();
  }

  /** The plan by which the rows were made that are kept. */
  private static String kept(Dataset<Row> rows) {
    return JavaConverters.seqAsJavaList(rows.queryExecution().withCachedData().collectLeaves())
        .stream()
        .map(leaf -> ((InMemoryRelation) leaf).cachedPlan().toString())
        .collect(Collectors.joining());
  }

  private static List<String> texts(Dataset<Row> rows, String one, String other, String counted) {
    return rows.groupBy(one, other).count().collectAsList().stream().map(Row::toString).toList();
  }
}
