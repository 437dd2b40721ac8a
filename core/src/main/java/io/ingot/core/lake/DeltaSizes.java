package io.ingot.core.lake;

import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import scala.Option;

/** The size of a table, by its log alone. */
final class DeltaSizes {
  private DeltaSizes() {}

  /**
   * Delta keeps both numbers in the checksum beside the commit; where that is missing it replays
   * the log, in a Spark job.
   */
  static Optional<TableSize> of(SparkSession spark, String path) {
    Snapshot latest =
        DeltaLog.forTable(spark, new Path(path)).update(false, Option.empty(), Option.empty());
    if (latest.version() < 0) {
      return Optional.empty();
    }
    Option<VersionChecksum> checksum = latest.checksumOpt();
    long bytes = checksum.isDefined() ? checksum.get().tableSizeBytes() : latest.sizeInBytes();
    long files = checksum.isDefined() ? checksum.get().numFiles() : latest.numOfFiles();
    return Optional.of(new TableSize(bytes, files, Instant.ofEpochMilli(latest.timestamp())));
  }
}
