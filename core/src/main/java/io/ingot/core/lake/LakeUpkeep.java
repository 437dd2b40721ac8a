package io.ingot.core.lake;

import io.delta.tables.DeltaTable;
import io.ingot.core.error.FencedException;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The files of one table, for whoever keeps them in order. Nothing here changes a row, and no
 * commit carries a batch: to everyone who follows the table nothing happened. Whoever changes
 * something holds the table meanwhile.
 */
public final class LakeUpkeep {
  /** For how long Delta keeps files that it is told nothing about. */
  private static final Duration DELTAS_OWN = Duration.ofDays(7);

  private static final Duration LOG = Duration.ofDays(90);

  /** Files that are nearly as large as they should be are left as they are. */
  private static final double LARGE_ENOUGH = 0.75;

  private final SparkSession spark;
  private final TableName name;
  private final String path;

  /**
   * @param spark a session of its own, whose settings say how Delta writes
   */
  LakeUpkeep(SparkSession spark, TableName name, String path) {
    this.spark = Objects.requireNonNull(spark, "spark");
    this.name = Objects.requireNonNull(name, "name");
    this.path = Objects.requireNonNull(path, "path");
  }

  /** The columns whose values are folders; none for a table without. */
  public List<String> partitionColumns() {
    return layout().partitionColumns();
  }

  /**
   * The files of every partition, counted.
   *
   * @param target how large a compaction would make them, in bytes
   * @param orderedUpTo what {@link #order} returned last; -1 where it never did
   */
  public List<PartitionFiles> files(long target, long orderedUpTo) {
    return layout().partitions(smallBelow(target), orderedUpTo);
  }

  /** Puts the rows of small files together in larger ones. */
  public void compact(long target) {
    sizes(target);
    rewrite(() -> table().optimize().executeCompaction());
  }

  /**
   * Puts rows that are alike in some columns into the same files (Z-order).
   *
   * @param partitions those whose rows are put in order; all rows of a table without partitions
   * @return up to when the files that are there were written, by the store's clock in milliseconds
   */
  public long order(List<String> columns, List<PartitionFiles> partitions, long target) {
    sizes(target);
    // Spark would put small parts together once more, to a size of its own.
    spark.conf().set("spark.sql.adaptive.coalescePartitions.enabled", false);
    measure(columns);
    List<String> by = partitionColumns();
    Optional<String> where =
        by.isEmpty()
            ? Optional.empty()
            : Optional.of(
                PartitionPredicate.of(
                    by, partitions.stream().map(PartitionFiles::values).toList()));
    rewrite(
        () ->
            where
                .map(only -> table().optimize().where(only))
                .orElseGet(() -> table().optimize())
                .executeZOrderBy(columns.toArray(String[]::new)));
    return layout().newest();
  }

  /** When a version was committed; empty where the log no longer has it. */
  public Optional<Instant> at(long version) {
    return new DeltaHistory(spark, path).at(version);
  }

  /**
   * What a vacuum removes: files that were taken out of the table longer ago than that, and strays
   * as old. Once they are removed, no version can be read that held one of them.
   */
  public StrayFiles expired(Duration keep) {
    // What still reads an older version holds it; the table's settings may be longer than that is.
    spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    return strays().expired(keep);
  }

  /**
   * Data files written before a moment that no commit names: what is left of a batch that was
   * refused, or of a run that died. They may be removed once no run can still be about to commit
   * them.
   */
  public StrayFiles unnamed(Instant before) {
    return strays().unnamed(before);
  }

  /** Removes files. */
  public void remove(StrayFiles files) {
    try {
      for (String file : files.paths()) {
        Path gone = new Path(file);
        FileSystem store = gone.getFileSystem(spark.sessionState().newHadoopConf());
        store.delete(gone, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove a file of " + name, e);
    }
  }

  /**
   * Whether the table's own settings let older versions stay for as long as they are to be kept, to
   * every tool that looks at them.
   */
  public boolean keeps(Duration keep) {
    return new DeltaHistory(spark, path).isKept(rows(keep), log(keep));
  }

  /** Sets how long older versions stay readable; the history of commits stays 90 days at least. */
  public void keep(Duration keep) {
    set(
        "'delta.deletedFileRetentionDuration' = '"
            + interval(rows(keep))
            + "', 'delta.logRetentionDuration' = '"
            + interval(log(keep))
            + "'");
  }

  /** Without statistics on them no reader could skip a file by these columns. */
  private void measure(List<String> columns) {
    Optional<String> measured = new DeltaHistory(spark, path).statistics();
    List<String> all =
        Stream.concat(
                measured.stream().flatMap(names -> Arrays.stream(names.split(","))),
                columns.stream())
            .map(String::strip)
            .distinct()
            .toList();
    if (measured.filter(names -> names.split(",").length < all.size()).isPresent()) {
      set("'" + TableLayout.STATISTICS + "' = '" + String.join(",", all) + "'");
    }
  }

  private void set(String properties) {
    rewrite(
        () ->
            spark.sql(
                "ALTER TABLE delta.`"
                    + path.replace("`", "``")
                    + "` SET TBLPROPERTIES ("
                    + properties
                    + ")"));
  }

  private static String interval(Duration keep) {
    return "interval " + keep.plusMinutes(59).toHours() + " hours";
  }

  /** Less than Delta's own is for a vacuum that was asked for, not for every tool's. */
  private static Duration rows(Duration keep) {
    return keep.compareTo(DELTAS_OWN) < 0 ? DELTAS_OWN : keep;
  }

  private static Duration log(Duration keep) {
    return keep.compareTo(LOG) < 0 ? LOG : keep;
  }

  private void rewrite(Runnable commit) {
    try {
      commit.run();
    } catch (ConcurrentModificationException e) {
      throw new FencedException(
          "Cannot put the files of "
              + name
              + " in order: it was changed at the same moment. Nothing of it was done; run again.",
          e);
    }
  }

  private void sizes(long target) {
    spark.conf().set("spark.databricks.delta.optimize.minFileSize", smallBelow(target));
    spark.conf().set("spark.databricks.delta.optimize.maxFileSize", target);
  }

  private static long smallBelow(long target) {
    return Math.max(1, (long) (target * LARGE_ENOUGH));
  }

  private DeltaTable table() {
    return DeltaTable.forPath(spark, path);
  }

  private DeltaLayout layout() {
    return new DeltaLayout(spark, path);
  }

  private DeltaStrays strays() {
    return new DeltaStrays(spark, path);
  }
}
