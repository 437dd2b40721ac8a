package io.ingot.core.lake;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * How much a table holds, by its log alone: the checksum beside a commit and the commits
 * themselves, which the driver reads. No Spark job is needed, however large the table is.
 */
final class DeltaVolume {
  private final DeltaLog log;

  DeltaVolume(SparkSession spark, String path) {
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  /**
   * What a version holds; unknown where no checksum was written beside its commit, or the log does
   * not reach back to it.
   */
  Volume at(long version) {
    try {
      return told(version);
    } catch (Exception e) {
      // Delta throws checked exceptions that it does not declare.
      if (DeltaLoss.isWhy(e)) {
        return Volume.unknown();
      }
      throw e;
    }
  }

  private Volume told(long version) {
    Snapshot latest = log.update(false, Option.empty(), Option.empty());
    Snapshot snapshot =
        latest.version() == version
            ? latest
            : log.getSnapshotAt(version, Option.empty(), Option.empty());
    Option<VersionChecksum> checksum = snapshot.checksumOpt();
    if (checksum.isEmpty()) {
      return Volume.unknown();
    }
    Option<Seq<AddFile>> files = checksum.get().allFiles();
    return new Volume(
        files.isEmpty() ? Optional.empty() : rows(JavaConverters.seqAsJavaList(files.get())),
        Optional.of(checksum.get().tableSizeBytes()));
  }

  /** What the commits after one version and up to another added; unknown where they are gone. */
  Volume added(long after, long upTo) {
    Volume sum = Volume.none();
    long next = after + 1;
    scala.collection.Iterator<Tuple2<Object, Seq<Action>>> changes =
        log.getChanges(after + 1, false);
    while (changes.hasNext()) {
      Tuple2<Object, Seq<Action>> change = changes.next();
      if ((Long) change._1() > upTo) {
        return sum;
      }
      if ((Long) change._1() != next++) {
        return Volume.unknown();
      }
      sum = sum.plus(added(JavaConverters.seqAsJavaList(change._2())));
    }
    return sum;
  }

  private static Volume added(List<Action> actions) {
    List<AddFile> files =
        actions.stream()
            .filter(AddFile.class::isInstance)
            .map(AddFile.class::cast)
            // Others hold rows that were there before.
            .filter(AddFile::dataChange)
            .toList();
    return new Volume(rows(files), Optional.of(files.stream().mapToLong(AddFile::size).sum()));
  }

  private static Optional<Long> rows(List<AddFile> files) {
    long rows = 0;
    for (AddFile file : files) {
      if (file.numLogicalRecords().isEmpty()) {
        return Optional.empty();
      }
      rows += (Long) file.numLogicalRecords().get();
    }
    return Optional.of(rows);
  }
}
