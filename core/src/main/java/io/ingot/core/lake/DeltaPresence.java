package io.ingot.core.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.util.DeltaFileOperations$;
import scala.Option;

/** Whether an earlier version of a table is still there, log and files. */
final class DeltaPresence {
  private final Configuration configuration;
  private final String path;
  private final DeltaLog log;

  DeltaPresence(SparkSession spark, String path) {
    this.configuration = spark.sessionState().newHadoopConf();
    this.path = path;
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  /** Why a version cannot be read; empty where it can. */
  Optional<String> lost(long version, String tableId) {
    Snapshot now = log.update(false, Option.empty(), Option.empty());
    if (now.version() < 0) {
      return Optional.of("is not there any more");
    }
    if (!now.metadata().id().equals(tableId)) {
      return Optional.of("is another table now: it was deleted and made anew");
    }
    if (version > now.version()) {
      return Optional.of("has no version " + version + ": the latest is " + now.version());
    }
    return reconstructed(version)
        .map(then -> gone(then, version))
        .orElseGet(() -> Optional.of("has a log that does not reach back to version " + version));
  }

  private Optional<Snapshot> reconstructed(long version) {
    try {
      return Optional.of(log.getSnapshotAt(version, Option.empty(), Option.empty()));
    } catch (Exception e) {
      // Delta throws checked exceptions that it does not declare.
      if (DeltaLoss.isWhy(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<String> gone(Snapshot then, long version) {
    List<AddFile> files = then.allFiles().collectAsList();
    long gone = files.stream().filter(file -> !isThere(file)).count();
    return gone == 0
        ? Optional.empty()
        : Optional.of(
            "lost "
                + gone
                + " of the "
                + files.size()
                + " files of version "
                + version
                + ": they were vacuumed");
  }

  private boolean isThere(AddFile file) {
    Path absolute = DeltaFileOperations$.MODULE$.absolutePath(path, file.path());
    try {
      return absolute.getFileSystem(configuration).exists(absolute);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + absolute, e);
    }
  }
}
