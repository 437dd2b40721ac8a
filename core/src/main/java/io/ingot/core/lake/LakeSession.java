package io.ingot.core.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The one place that makes a SparkSession. What safety rests on is set here and wins over what a
 * user or a cluster sets; what is a matter of taste or size only fills gaps.
 */
public final class LakeSession {
  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
          Map.entry(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.ansi.enabled", "true"),
          Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
          Map.entry("spark.sql.csv.parser.columnPruning.enabled", "false"),
          Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
          Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
          Map.entry("spark.speculation", "false"),
          Map.entry("spark.databricks.delta.maxCommitAttempts", "50"),
          Map.entry(
              "spark.redaction.regex",
              "(?i)secret|passw(or)?d|pwd|token|access[._-]?key|api[._-]?key|credential"
                  + "|private[._-]?key|\\bauth\\b|connection[._-]?string|sas[._-]?"),
          Map.entry("spark.sql.redaction.options.regex", "(?i)url|user|password|pwd|token|key"));

  private static final Map<String, String> DEFAULTS = defaults();

  private LakeSession() {}

  /**
   * The session of an application, on a laptop or on a cluster.
   *
   * @param application the name that the Spark UI and the history server show
   */
  public static SparkSession open(String application) {
    SparkConf conf = new SparkConf().setAppName(application);
    DEFAULTS.forEach(conf::setIfMissing);
    REQUIRED.forEach(conf::set);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static Map<String, String> defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.master", "local[*]");
    settings.put("spark.scheduler.mode", "FAIR");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.ui.showConsoleProgress", "false");
    settings.put("spark.sql.shuffle.partitions", String.valueOf(Math.max(2, cores)));
    settings.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    settings.put("spark.databricks.delta.snapshotPartitions", "2");
    settings.put("spark.sql.adaptive.enabled", "true");
    // The formatted plan of every query costs more time than a small query does.
    settings.put("spark.sql.ui.explainMode", "simple");
    settings.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/ingot");
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    return settings;
  }
}
