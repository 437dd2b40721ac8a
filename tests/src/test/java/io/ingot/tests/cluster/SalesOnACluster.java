package io.ingot.tests.cluster;

import io.ingot.tests.testkit.SmallProject;
import java.nio.file.Path;
import java.util.Map;

/**
 * A small project that is declared for a cluster, and stays here.
 *
 * @param sales its files
 * @param bucket the folder in place of its bucket
 */
record SalesOnACluster(SmallProject sales, Path bucket) {
  private static final String CLUSTER =
      """
      cluster:
        image: registry.example.com/sales:1.0.0
        conf: {spark.sql.shuffle.partitions: "2"}
        jobs:
          nightly: {do: run, schedule: "0 2 * * *"}
      """;

  static SalesOnACluster in(Path folder) {
    return new SalesOnACluster(
        SmallProject.sales(folder.resolve("sales"))
            .deliver("day.csv", "1,2026-01-01,2.50", "2,2026-01-01,1.00", "3,2026-01-02,4.00"),
        folder.resolve("bucket"));
  }

  /** Its job, as {@code ingot k8s} prints it while the lake is in a bucket. */
  Manifest nightly() {
    sales.write("env/prod.yml", "lake: s3a://sales/lake\nlease: {kind: kubernetes}\n" + CLUSTER);
    return Rendered.of(sales.folder(), "prod").stream()
        .filter(Manifest::isApplication)
        .findFirst()
        .orElseThrow();
  }

  /** The command of its driver with folders in place of the bucket and of the image's. */
  DriverCommand here(Arrived arrived) {
    sales.write("env/prod.yml", "lake: " + bucket.resolve("lake") + "\n" + CLUSTER);
    return DriverCommand.of(arrived)
        .moved(
            Map.of(
                "/opt/ingot/project", sales.folder().toString(), "s3a://sales", "file:" + bucket));
  }
}
