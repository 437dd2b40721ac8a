package io.ingot.core.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaTableUtils;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.commands.VacuumCommand$;
import org.apache.spark.util.SystemClock;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Files below a table's folder that no version holds, or none that is to stay readable. */
final class DeltaStrays {
  private final SparkSession spark;
  private final DeltaLog log;

  DeltaStrays(SparkSession spark, String path) {
    this.spark = spark;
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  /** What a vacuum would remove, as Delta itself decides that; folders are left out. */
  StrayFiles expired(Duration keep) {
    Set<String> doomed = new HashSet<>();
    candidates(keep).toLocalIterator().forEachRemaining(row -> doomed.add(row.getString(0)));
    long[] bytes = {0};
    Set<String> files = new HashSet<>();
    list(
        (path, status) -> {
          if (doomed.contains(status.getPath().toString())) {
            files.add(status.getPath().toString());
            bytes[0] += status.getLen();
          }
        });
    return new StrayFiles(files.stream().sorted().toList(), bytes[0]);
  }

  private Dataset<Row> candidates(Duration keep) {
    double hours = keep.plusMinutes(59).toHours();
    return VacuumCommand$.MODULE$.gc(
        spark,
        log,
        true,
        Option.apply((Object) hours),
        Option.empty(),
        Option.empty(),
        VacuumCommand$.MODULE$.gc$default$7(),
        new SystemClock());
  }

  /**
   * Data files that were written before a moment, and that no commit names which the log still has.
   * What a version holds that can be read is in the newest one, or a commit that the log has took
   * it out.
   */
  StrayFiles unnamed(Instant before) {
    Map<String, Long> left = new HashMap<>();
    list(
        (path, status) -> {
          if (path.endsWith(".parquet") && status.getModificationTime() < before.toEpochMilli()) {
            left.put(path, status.getLen());
          }
        });
    Snapshot snapshot = latest();
    if (snapshot.version() < 0 || left.isEmpty()) {
      return new StrayFiles(List.of(), 0);
    }
    Iterator<Row> live = snapshot.allFiles().toDF().select("path").toLocalIterator();
    live.forEachRemaining(row -> left.remove(decoded(row.getString(0))));
    scala.collection.Iterator<Tuple2<Object, Seq<Action>>> commits = log.getChanges(0, false);
    while (commits.hasNext() && !left.isEmpty()) {
      JavaConverters.seqAsJavaList(commits.next()._2()).stream()
          .filter(FileAction.class::isInstance)
          .map(action -> decoded(((FileAction) action).path()))
          .forEach(left::remove);
    }
    return new StrayFiles(
        left.keySet().stream().sorted().map(path -> log.dataPath() + "/" + path).toList(),
        left.values().stream().mapToLong(Long::longValue).sum());
  }

  private static String decoded(String path) {
    return new Path(URI.create(path)).toString();
  }

  /** Tells every file that may be one of the table's, by its path below the table's folder. */
  private void list(BiConsumer<String, FileStatus> told) {
    try {
      FileSystem files = log.dataPath().getFileSystem(log.newDeltaHadoopConf());
      list(files, files.makeQualified(log.dataPath()), "", told);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + log.dataPath(), e);
    }
  }

  private void list(
      FileSystem files, Path folder, String below, BiConsumer<String, FileStatus> told)
      throws IOException {
    Seq<String> partitions =
        JavaConverters.asScalaBuffer(List.of(latest().metadata().partitionSchema().fieldNames()))
            .toList();
    for (FileStatus status : files.listStatus(folder)) {
      String name = status.getPath().getName();
      if (DeltaTableUtils.isHiddenDirectory(partitions, name, true)) {
        continue;
      }
      if (status.isDirectory()) {
        list(files, status.getPath(), below + name + "/", told);
      } else {
        told.accept(below + name, status);
      }
    }
  }

  private Snapshot latest() {
    return log.update(false, Option.empty(), Option.empty());
  }
}
