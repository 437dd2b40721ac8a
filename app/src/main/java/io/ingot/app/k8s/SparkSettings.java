package io.ingot.app.k8s;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.S3Settings;
import io.ingot.core.project.Cluster;
import io.ingot.core.project.EventLogs;
import io.ingot.core.project.ObjectStore;
import io.ingot.core.project.Project;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spark's settings in a manifest: what has to be known before Ingot's own session is made, or to
 * those who look at the cluster. All else is set by the session itself.
 */
final class SparkSettings {
  /** Where a pod's disk for shuffles is mounted. */
  static final String LOCAL = "/var/data/spark-local-1";

  /** Keys that something else says, and what. Those of a pod come last and would win unseen. */
  private static final Map<String, String> SAID_BY =
      Map.ofEntries(
          Map.entry("spark.master", "the operator"),
          Map.entry("spark.app.name", "Ingot"),
          Map.entry("spark.driver.cores", "driver.cores"),
          Map.entry("spark.driver.memory", "driver.memory"),
          Map.entry("spark.driver.memoryOverhead", "driver.overhead"),
          Map.entry("spark.executor.cores", "executor.cores"),
          Map.entry("spark.executor.memory", "executor.memory"),
          Map.entry("spark.executor.memoryOverhead", "executor.overhead"),
          Map.entry("spark.executor.instances", "executors"),
          Map.entry("spark.dynamicAllocation.enabled", "executors"),
          Map.entry("spark.dynamicAllocation.minExecutors", "executors.min"),
          Map.entry("spark.dynamicAllocation.maxExecutors", "executors.max"),
          Map.entry("spark.dynamicAllocation.initialExecutors", "executors.initial"),
          Map.entry("spark.kubernetes.namespace", "namespace"),
          Map.entry("spark.kubernetes.driver.pod.name", "the operator"),
          Map.entry("spark.kubernetes.driver.podTemplateFile", "the operator"),
          Map.entry("spark.kubernetes.executor.podTemplateFile", "the operator"),
          Map.entry("spark.kubernetes.driver.master", "the operator"),
          Map.entry("spark.eventLog.enabled", "history.logs"),
          Map.entry("spark.eventLog.dir", "history.logs"));

  private static final Map<String, String> ALL_BELOW =
      Map.of(
          "spark.kubernetes.authenticate.", "service_account",
          "spark.hadoop.fs.s3a.aws.credentials.provider", "s3.credentials",
          "spark.hadoop.fs.s3a.endpoint", "s3.endpoint and s3.region",
          "spark.hadoop.fs.s3a.path.style.access", "s3.path_style");

  /** What an executor hands on when its machine is taken away. */
  private static final Map<String, String> LEAVING =
      Map.of(
          "spark.decommission.enabled", "true",
          "spark.storage.decommission.enabled", "true",
          "spark.storage.decommission.rddBlocks.enabled", "true",
          "spark.storage.decommission.shuffleBlocks.enabled", "true");

  private static final List<String> IMAGES =
      List.of(
          "spark.kubernetes.container.image",
          "spark.kubernetes.driver.container.image",
          "spark.kubernetes.executor.container.image");

  private SparkSettings() {}

  /** By name, in the order of names. */
  static Map<String, String> of(Project project, Cluster cluster) {
    requireFree(cluster.conf());
    NoSecrets.requireNone("cluster.conf", cluster.conf());
    Map<String, String> settings = new TreeMap<>();
    settings.putAll(watched(ObjectNames.label(project.name())));
    settings.putAll(logged(project.platform().history(), project.lake()));
    settings.putAll(stored(project));
    if (!cluster.placement().spot().isEmpty()) {
      settings.putAll(LEAVING);
    }
    // Spark's own place is below the image's folders, which cannot be written.
    settings.put("spark.sql.warehouse.dir", "file:///tmp/warehouse");
    settings.putAll(cluster.conf());
    settings.remove(Pod.DRIVER_OPTIONS);
    settings.remove(Pod.EXECUTOR_OPTIONS);
    return settings;
  }

  /** Without a namespace each run makes series of its own. */
  private static Map<String, String> watched(String name) {
    return Map.of(
        "spark.metrics.namespace",
        name.replace('-', '_'),
        "spark.ui.prometheus.enabled",
        "true",
        "spark.metrics.conf.*.sink.prometheusServlet.class",
        "org.apache.spark.metrics.sink.PrometheusServlet",
        "spark.metrics.conf.*.sink.prometheusServlet.path",
        "/metrics/prometheus");
  }

  private static Map<String, String> logged(EventLogs logs, String lake) {
    return logs.wanted()
        ? Map.of(
            "spark.eventLog.enabled",
            "true",
            "spark.eventLog.dir",
            logs.folder(lake),
            "spark.eventLog.compress",
            "true",
            "spark.eventLog.rolling.enabled",
            "true",
            "spark.eventLog.rolling.maxFileSize",
            "64m")
        : Map.of("spark.eventLog.enabled", "false");
  }

  private static Map<String, String> stored(Project project) {
    boolean s3 =
        project.lake().startsWith("s3a:")
            || project.platform().history().folder(project.lake()).startsWith("s3a:");
    Map<String, String> settings = new TreeMap<>();
    if (s3) {
      ObjectStore store = project.platform().s3();
      settings.putAll(S3Settings.reached(store));
      // Parts of an upload wait on the disk that has room.
      settings.put("spark.hadoop.fs.s3a.buffer.dir", LOCAL + "/s3a");
    }
    return settings;
  }

  private static void requireFree(Map<String, String> conf) {
    conf.keySet()
        .forEach(
            name -> {
              if (!name.startsWith("spark.")) {
                throw new ProjectException(
                    "cluster.conf."
                        + name
                        + " is no setting of Spark's: they begin with spark. (Hadoop's with"
                        + " spark.hadoop.), and others are passed over.");
              }
              saidBy(name)
                  .ifPresent(
                      other -> {
                        throw new ProjectException(
                            "cluster.conf."
                                + name
                                + " is said by "
                                + other
                                + ", which would win. Remove it here.");
                      });
            });
  }

  private static Optional<String> saidBy(String name) {
    if (IMAGES.contains(name)) {
      return Optional.of("image");
    }
    return Optional.ofNullable(SAID_BY.get(name))
        .or(
            () ->
                ALL_BELOW.entrySet().stream()
                    .filter(entry -> name.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }
}
