package io.ingot.core.lake;

import io.ingot.core.project.ObjectStore;
import io.ingot.core.project.Project;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext$;
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
          // Of the formats for times only this one holds every time that a timestamp can.
          Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.csv.parser.columnPruning.enabled", "false"),
          Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
          Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
          Map.entry("spark.speculation", "false"),
          Map.entry("spark.databricks.delta.stats.collect", "true"),
          Map.entry("spark.databricks.delta.maxCommitAttempts", "50"),
          // Delta's own lets two drivers both win a version.
          Map.entry("spark.delta.logStore.s3a.impl", ConditionalLogStore.class.getName()),
          Map.entry(
              "spark.redaction.regex",
              // What is handed over as ingot.env.NAME may have any name, and the log of an
              // application tells all properties of its JVM.
              "(?i)secret|passw(or)?d|passphrase|pwd|token|(access|api|account|encryption)[._-]?key"
                  + "|credential|private[._-]?key|\\bauth\\b|connection[._-]?string|sas[._-]?|jaas"
                  + "|ingot\\.env\\."),
          // The texts of plans and of jobs.
          Map.entry(
              "spark.sql.redaction.string.regex",
              "(?i)\\b(password|passwd|pwd|token|secret)=[^;&\\s'\",)\\]]{1,512}"
                  + "|//[^/@\\s]{1,256}:[^@\\s]{1,256}@"),
          Map.entry(
              "spark.sql.redaction.options.regex",
              "(?i)url|user|password|pwd|token|key|jaas|secret"));

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.scheduler.mode", "FAIR",
          "spark.databricks.delta.snapshotPartitions", "2",
          // A table of so many files is listed beside each commit, and is read without a search.
          "spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "200",
          // The formatted plan of every query costs more time than a small query does.
          "spark.sql.ui.explainMode", "simple");

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  private LakeSession() {}

  /**
   * The session of an application that works on a project, on a laptop or on a cluster. What it
   * does can be looked at afterwards, unless the project wants no event logs.
   *
   * @param application the name that the Spark UI and the history server show
   */
  public static SparkSession open(String application, Project project) {
    EventLogFolder logs = EventLogFolder.of(project);
    Map<String, String> further = stores(project);
    further.putAll(logs.settings());
    SparkConf conf = conf(application, further);
    // A session that is there already goes on as it is.
    if (SparkContext$.MODULE$.getActive().isEmpty()) {
      logs.makeFor(conf);
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * The session of an application that looks at a project and changes nothing, or handles what must
   * not be written down: it leaves no event log.
   *
   * @param application the name that the Spark UI shows
   */
  public static SparkSession look(String application, Project project) {
    SparkConf conf = conf(application, stores(project));
    // Whoever submits it may have asked for one, for whatever it is that is submitted.
    conf.set("spark.eventLog.enabled", "false");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** How the project's stores are reached, by this process and by those that it works with. */
  private static Map<String, String> stores(Project project) {
    ObjectStore store = project.platform().s3();
    Map<String, String> settings = new TreeMap<>(S3Settings.of(store));
    String master = new SparkConf().get("spark.master", "local[*]");
    settings.putAll(ExecutorVariables.of(master, store, System.getenv()));
    return settings;
  }

  /** The session of an application that works on no project. */
  public static SparkSession open(String application) {
    return SparkSession.builder().config(conf(application, Map.of())).getOrCreate();
  }

  private static SparkConf conf(String application, Map<String, String> further) {
    // A JDBC driver and java.sql.Timestamp go by the zone of the JVM, here and on executors.
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    // Delta looks at the property, and where that tells another zone than UTC it reads the whole
    // log again after every commit.
    System.setProperty("user.timezone", "UTC");
    SparkConf conf = new SparkConf().setAppName(application);
    conf.set(EXECUTOR_OPTIONS, "-Duser.timezone=UTC " + conf.get(EXECUTOR_OPTIONS, ""));
    further.forEach(conf::setIfMissing);
    DEFAULTS.forEach(conf::setIfMissing);
    if (conf.get("spark.master", "local[*]").startsWith("local")) {
      onOneMachine().forEach(conf::setIfMissing);
    }
    REQUIRED.forEach(conf::set);
    return conf;
  }

  /** What a laptop wants and a cluster must not have. */
  private static Map<String, String> onOneMachine() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Map.of(
        "spark.master", "local[*]",
        "spark.ui.enabled", "false",
        "spark.sql.shuffle.partitions", String.valueOf(Math.max(2, cores)),
        "spark.sql.sources.parallelPartitionDiscovery.parallelism", "2",
        "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/ingot",
        "spark.driver.host", "127.0.0.1",
        "spark.driver.bindAddress", "127.0.0.1");
  }
}
