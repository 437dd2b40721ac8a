package io.ingot.core.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaConfigs;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Metadata;
import scala.Option;
import scala.collection.JavaConverters;

/** What a table's log says of its versions, and of the settings that its upkeep goes by. */
final class DeltaHistory {
  private final DeltaLog log;

  DeltaHistory(SparkSession spark, String path) {
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  /** By the store's clock, which wrote the commit's file. */
  Optional<Instant> at(long version) {
    try {
      Path commit = new Path(log.logPath(), String.format(Locale.ROOT, "%020d.json", version));
      FileSystem files = commit.getFileSystem(log.newDeltaHadoopConf());
      return files.exists(commit)
          ? Optional.of(Instant.ofEpochMilli(files.getFileStatus(commit).getModificationTime()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of " + log.dataPath(), e);
    }
  }

  boolean isKept(Duration rows, Duration commits) {
    Metadata metadata = log.update(false, Option.empty(), Option.empty()).metadata();
    return DeltaLog.tombstoneRetentionMillis(metadata) == rows.toMillis()
        && DeltaConfigs.getMilliSeconds(DeltaConfigs.LOG_RETENTION().fromMetaData(metadata))
            == commits.toMillis();
  }

  /** The columns that statistics are kept on; empty where Delta chooses. */
  Optional<String> statistics() {
    Metadata metadata = log.update(false, Option.empty(), Option.empty()).metadata();
    return Optional.ofNullable(
        JavaConverters.mapAsJavaMap(metadata.configuration()).get(TableLayout.STATISTICS));
  }
}
