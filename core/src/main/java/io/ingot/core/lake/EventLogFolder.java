package io.ingot.core.lake;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.EventLogs;
import io.ingot.core.project.Project;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The folder into which the Spark applications of a project write what they did, one folder each:
 * {@code eventlog_v2_<application>}.
 */
public final class EventLogFolder {
  private static final String ENABLED = "spark.eventLog.enabled";
  private static final String DIRECTORY = "spark.eventLog.dir";

  /**
   * Spark's own usual is one file that an object store shows only once the application has closed
   * it. A driver that is killed there loses what it wrote since the last roll: so much, unpacked.
   */
  private static final String ROLL = "16m";

  private final EventLogs declared;
  private final Path path;
  private final boolean ours;
  private final Map<String, String> store;

  private EventLogFolder(EventLogs declared, Path path, boolean ours, Map<String, String> store) {
    this.declared = declared;
    this.path = path;
    this.ours = ours;
    this.store = store;
  }

  /** The folder that a project declares, or the one below its lake; it may not be there yet. */
  public static EventLogFolder of(Project project) {
    EventLogs declared = project.platform().history();
    String folder = declared.folder(project.lake());
    return new EventLogFolder(
        declared,
        folder.matches("[a-z][a-z0-9+.-]+:/.*") ? new Path(folder) : new Path("file", null, folder),
        declared.logs().isEmpty(),
        S3Settings.of(project.platform().s3()));
  }

  /** The settings of an application that writes its log here; none where no logs are wanted. */
  Map<String, String> settings() {
    return declared.wanted()
        ? Map.of(
            ENABLED,
            "true",
            DIRECTORY,
            path.toUri().toString(),
            "spark.eventLog.compress",
            "true",
            "spark.eventLog.compression.codec",
            "zstd",
            "spark.eventLog.rolling.enabled",
            "true",
            "spark.eventLog.rolling.maxFileSize",
            ROLL)
        : Map.of();
  }

  /**
   * Makes the folder where an application is going to write its log here, since Spark does not, and
   * takes away what is too old where nobody else would.
   *
   * @param conf of the application
   * @throws SourceException when there can be no such folder
   */
  void makeFor(SparkConf conf) {
    if (!conf.getBoolean(ENABLED, false)
        || !conf.get(DIRECTORY, "").equals(path.toUri().toString())) {
      return;
    }
    Configuration hadoop = hadoop(conf);
    probe(hadoop);
    try {
      // An object store has no empty folders, so this writes a marker.
      path.getFileSystem(hadoop).mkdirs(path);
    } catch (IOException e) {
      throw new SourceException(
          "Cannot write Spark's event logs to "
              + path
              + ": "
              + e.getMessage()
              + ". Mend that, name another folder as history.logs, or say history: {logs: off}.",
          e);
    }
    if (ours && "file".equals(path.toUri().getScheme())) {
      new EventLogSweep(java.nio.file.Path.of(path.toUri().getPath())).olderThan(declared.keep());
    }
  }

  /** Where it is, as Spark's history server wants to be told. */
  public String address() {
    return path.toString();
  }

  /** Whether the project wants logs at all. */
  public boolean wanted() {
    return declared.wanted();
  }

  /** For how long logs are of use. */
  public Duration keep() {
    return declared.keep();
  }

  /**
   * The ids of the applications that wrote here, in no order; none where there is no folder.
   *
   * @throws SourceException when the folder cannot be listed
   */
  public List<String> applications() {
    Configuration hadoop = hadoop(new SparkConf());
    probe(hadoop);
    try {
      FileStatus[] logs = path.getFileSystem(hadoop).listStatus(path);
      return Arrays.stream(logs)
          .map(log -> log.getPath().getName())
          .filter(name -> name.startsWith(EventLogSweep.PREFIX))
          .map(name -> name.substring(EventLogSweep.PREFIX.length()))
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new SourceException("Cannot list " + path + ": " + e.getMessage(), e);
    }
  }

  /** What Spark has to be told to reach the folder, by the names of its settings. */
  public Map<String, String> access() {
    return new TreeMap<>(store);
  }

  /** S3A would ask a wrong store for minutes, and this is before the lake itself is probed. */
  private void probe(Configuration hadoop) {
    if ("s3a".equals(path.toUri().getScheme())) {
      new StoreProbe("the event logs", path.toUri().toString(), hadoop).read();
    }
  }

  private Configuration hadoop(SparkConf conf) {
    SparkConf reaching = conf.clone();
    store.forEach(reaching::setIfMissing);
    return SparkHadoopUtil.get().newConfiguration(reaching);
  }

  /** The address of an application's page below that of a history server. */
  public static URI page(URI server, String application) {
    String base = server.toString().replaceAll("/+$", "");
    return URI.create(base + "/history/" + application + "/jobs/");
  }
}
