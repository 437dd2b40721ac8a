package io.ingot.features.training;

import io.ingot.core.batch.Json;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A file as one finds it.
 *
 * @param path an absolute path or a URI
 * @param sha256 of its bytes, in hexadecimal digits
 */
record FileDigest(String path, long bytes, String sha256) {
  private static final int BUFFER = 1 << 16;

  /** The digests of some files, in their order; each is read by a task of its own. */
  static List<FileDigest> of(List<String> paths, SparkSession spark) {
    if (paths.isEmpty()) {
      return List.of();
    }
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    MapFunction<String, String> digest = path -> Json.write(of(path, configuration.value()));
    Map<String, FileDigest> read = new HashMap<>();
    spark
        .createDataset(paths, Encoders.STRING())
        .repartition(Math.min(paths.size(), 200))
        .map(digest, Encoders.STRING())
        .collectAsList()
        .forEach(
            text -> {
              FileDigest file = Json.read(text, FileDigest.class);
              read.put(file.path(), file);
            });
    return paths.stream().map(read::get).toList();
  }

  /** The digest of one file. */
  static FileDigest of(String path, Configuration configuration) throws IOException {
    Path file = new Path(path);
    MessageDigest sha = digest();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (InputStream in = file.getFileSystem(configuration).open(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
        bytes += read;
      }
    }
    return new FileDigest(path, bytes, HexFormat.of().formatHex(sha.digest()));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
