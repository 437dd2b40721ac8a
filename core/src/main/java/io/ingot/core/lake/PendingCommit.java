package io.ingot.core.lake;

import io.ingot.core.lake.DeltaBridge.Written;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A batch whose files are written and whose commit is not made: nobody sees it. Left alone, it
 * stays unseen, and a vacuum takes its files away.
 */
public final class PendingCommit {
  private final DeltaBridge bridge;
  private final Written written;
  private final String path;
  private final StructType schema;

  PendingCommit(DeltaBridge bridge, Written written, String path, StructType schema) {
    this.bridge = bridge;
    this.written = written;
    this.path = path;
    this.schema = schema;
  }

  /** Rows in the files, as the writers of the files counted them. */
  public long rows() {
    return written.rows();
  }

  /** Size of the files in bytes. */
  public long bytes() {
    return written.bytes();
  }

  /** The rows in the files, read back; columns as they were written. */
  public Dataset<Row> read(SparkSession spark) {
    String[] paths =
        written.paths().stream()
            .map(file -> path + "/" + URLDecoder.decode(plus(file), StandardCharsets.UTF_8))
            .toArray(String[]::new);
    if (paths.length == 0) {
      return spark.createDataFrame(List.of(), schema);
    }
    return spark.read().schema(schema).option("basePath", path).parquet(paths);
  }

  private static String plus(String encoded) {
    return encoded.replace("+", "%2B");
  }

  /**
   * Makes the batch visible, with its mark in the same log entry.
   *
   * @return the table's new version
   * @throws io.ingot.core.error.FencedException when the mark's number is taken
   */
  public long commit(CommitMark mark) {
    return bridge.commit(written, mark);
  }
}
