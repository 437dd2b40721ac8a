package io.ingot.core.lake;

import io.ingot.core.project.ObjectStore;
import java.util.Map;
import java.util.TreeMap;

/** What S3A of Hadoop 3.3.4 is told, so that a store that is slow or away is known for it soon. */
public final class S3Settings {
  private static final String HADOOP = "spark.hadoop.";
  private static final String PREFIX = HADOOP + "fs.s3a.";

  /** What a store that is not AWS's takes any word for; without one S3A searches for it. */
  private static final String SOME_REGION = "us-east-1";

  private static final Map<String, String> MEASURED =
      Map.ofEntries(
          // The SDK's tries and S3A's multiply; S3A's own 20 times 7 are hours.
          Map.entry("attempts.maximum", "5"),
          Map.entry("retry.limit", "7"),
          Map.entry("retry.interval", "500ms"),
          // A store that says SlowDown means it; the jar asks again after 100 ms.
          Map.entry("retry.throttle.limit", "20"),
          Map.entry("retry.throttle.interval", "500ms"),
          // In place of 200 s for a socket that hangs, at each of the tries.
          Map.entry("connection.timeout", "30000"),
          Map.entry("connection.establish.timeout", "5000"),
          Map.entry("connection.request.timeout", "60000"),
          // More than S3A's 64 threads and the tasks of a large executor, which wait otherwise.
          Map.entry("connection.maximum", "200"),
          // Two blocks of 64 MB a file on the disk at once, so that its size can be reckoned.
          Map.entry("fast.upload.buffer", "disk"),
          Map.entry("fast.upload.active.blocks", "2"),
          // Spark's own scratch disk, which a pod has; a container's root may be read-only.
          Map.entry("buffer.dir", "${env.SPARK_LOCAL_DIRS:-${java.io.tmpdir}}/s3a"),
          // Another run's uploads that are under way look just like left ones.
          Map.entry("multipart.purge", "false"),
          // Begins in order, for text and logs, and goes over to ranges when Parquet jumps back.
          Map.entry("experimental.input.fadvise", "normal"),
          // An object that changes under its reader is an error and not a mixture.
          Map.entry("change.detection.mode", "server"),
          Map.entry("change.detection.version.required", "false"),
          // Otherwise every write asks the store to delete the folders above it.
          Map.entry("directory.marker.retention", "keep"));

  private S3Settings() {}

  /** Spark's settings by their names. */
  static Map<String, String> of(ObjectStore store) {
    Map<String, String> settings = new TreeMap<>();
    MEASURED.forEach((name, value) -> settings.put(PREFIX + name, value));
    // Otherwise a look at a log lists all of it, however new the version that is asked for.
    settings.put(HADOOP + "delta.enableFastS3AListFrom", "true");
    settings.putAll(reached(store));
    return settings;
  }

  /** Those of them that tell where a store is and who asks it; an environment's own. */
  public static Map<String, String> reached(ObjectStore store) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(PREFIX + "aws.credentials.provider", provider(store.credentials()));
    settings.put(PREFIX + "path.style.access", String.valueOf(store.pathStyle()));
    store.endpoint().ifPresent(endpoint -> settings.putAll(at(endpoint)));
    store.region().ifPresent(region -> settings.put(PREFIX + "endpoint.region", region));
    return settings;
  }

  private static Map<String, String> at(String endpoint) {
    return Map.of(
        PREFIX + "endpoint", endpoint,
        PREFIX + "connection.ssl.enabled", String.valueOf(endpoint.startsWith("https:")),
        PREFIX + "endpoint.region", SOME_REGION);
  }

  private static String provider(ObjectStore.Credentials credentials) {
    return switch (credentials) {
      case WEB_IDENTITY -> "com.amazonaws.auth.WebIdentityTokenCredentialsProvider";
      case INSTANCE -> "org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider";
      case ENVIRONMENT -> "com.amazonaws.auth.EnvironmentVariableCredentialsProvider";
      case ANONYMOUS -> "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider";
    };
  }
}
