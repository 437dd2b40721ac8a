package io.ingot.core.lake;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.util.DeltaFileOperations$;
import org.apache.spark.sql.types.StructField;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Brings an earlier version of a table back, as Delta's RESTORE does: files that are gone are added
 * again and files that came since are removed, and no row is written. Delta's own command cannot
 * carry a batch's mark.
 */
final class DeltaRestore {
  /** The properties that say how a table's files are kept. */
  private static final Set<String> UPKEEP =
      Set.of(
          "delta.logRetentionDuration",
          "delta.deletedFileRetentionDuration",
          TableLayout.STATISTICS);

  private final SparkSession spark;
  private final TableName name;
  private final String path;
  private final String line;
  private final DeltaLog log;

  DeltaRestore(SparkSession spark, TableName name, String path, String line) {
    this.spark = spark;
    this.name = name;
    this.path = path;
    this.line = line;
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  TableRestore look(long version) {
    Snapshot now = log.update(false, Option.empty(), Option.empty());
    Snapshot then = at(version, now);
    Files files = Files.between(then, now);
    requireThere(files.back().values(), version);
    return new TableRestore(
        DeltaBridge.state(line, then),
        DeltaBridge.state(line, now),
        rows(files.then()),
        rows(files.now()),
        rows(files.back().values()).orElse(0L),
        files.back().size(),
        files.away().size());
  }

  long commit(long version, CommitMark mark, TableState seen) {
    OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
    // A batch of the generation that ends, should one come in meanwhile, has to be seen.
    txn.readTxn().$plus$eq(line + "#" + seen.generation());
    if (txn.readVersion() != seen.version()) {
      throw new FencedException(
          "Cannot restore "
              + name
              + ": it went on from version "
              + seen.version()
              + " to "
              + txn.readVersion()
              + " meanwhile. Nothing was changed; look at it and ask again.");
    }
    Snapshot then = at(version, txn.snapshot());
    Files files = Files.between(then, txn.snapshot());
    requireThere(files.back().values(), version);
    Metadata restored = restored(then.metadata(), txn.metadata());
    if (!restored.equals(txn.metadata())) {
      txn.updateMetadata(restored, false);
    }
    List<Action> actions = new ArrayList<>();
    long clock = System.currentTimeMillis();
    files.away().values().forEach(file -> actions.add(file.removeWithTimestamp(clock, true)));
    files.back().values().forEach(file -> actions.add(changing(file)));
    return new DeltaBridge(spark, path)
        .commit(
            new DeltaBridge.Written(
                txn,
                JavaConverters.asScalaBuffer(actions).toList(),
                new Publication.ReplaceAll(),
                TableLayout.plain()),
            mark);
  }

  /** What a table's upkeep has set since is no part of what it was. */
  private static Metadata restored(Metadata then, Metadata now) {
    Map<String, String> properties =
        new HashMap<>(JavaConverters.mapAsJavaMap(then.configuration()));
    Map<String, String> current = JavaConverters.mapAsJavaMap(now.configuration());
    properties.keySet().removeAll(UPKEEP);
    UPKEEP.stream()
        .filter(current::containsKey)
        .forEach(key -> properties.put(key, current.get(key)));
    properties.computeIfPresent(
        TableLayout.STATISTICS, (key, columns) -> measurable(columns, then, now));
    properties.remove(TableLayout.STATISTICS, "");
    return new Metadata(
        then.id(),
        then.name(),
        then.description(),
        then.format(),
        then.schemaString(),
        then.partitionColumns(),
        DeltaBridge.scalaMap(properties),
        then.createdTime());
  }

  /** Delta refuses statistics on columns that are not there. */
  private static String measurable(String columns, Metadata then, Metadata now) {
    Set<StructField> common = new HashSet<>(List.of(then.schema().fields()));
    common.retainAll(List.of(now.schema().fields()));
    Set<String> names = common.stream().map(StructField::name).collect(Collectors.toSet());
    names.removeAll(List.of(then.partitionSchema().fieldNames()));
    return Arrays.stream(columns.split(","))
        .map(String::strip)
        .filter(names::contains)
        .collect(Collectors.joining(","));
  }

  private Snapshot at(long version, Snapshot now) {
    if (version < 0 || version > now.version()) {
      throw new ProjectException(
          "Cannot restore "
              + name
              + " to version "
              + version
              + ": it has "
              + (now.version() < 0 ? "none yet." : "the versions 0 to " + now.version() + "."));
    }
    Snapshot then = recreated(version);
    if (!then.metadata().id().equals(now.metadata().id())) {
      throw new GapException(
          "Cannot restore "
              + name
              + " to version "
              + version
              + ": the table was made anew since. Restore a later version.");
    }
    return then;
  }

  private Snapshot recreated(long version) {
    try {
      return log.getSnapshotAt(version, Option.empty(), Option.empty());
    } catch (Exception e) {
      // Delta throws checked exceptions that it does not declare.
      if (!DeltaLoss.isWhy(e)) {
        throw e;
      }
      throw new GapException(
          "Cannot restore "
              + name
              + " to version "
              + version
              + ": its log does not reach back so far any more. Restore a later version.",
          e);
    }
  }

  private void requireThere(Collection<AddFile> files, long version) {
    long gone = files.stream().filter(file -> !isThere(file)).count();
    if (gone > 0) {
      throw new GapException(
          "Cannot restore "
              + name
              + " to version "
              + version
              + ": "
              + gone
              + " of the files that it needs were vacuumed. Restore a later version, or let a run"
              + " compute the table anew.");
    }
  }

  private boolean isThere(AddFile file) {
    Path absolute = DeltaFileOperations$.MODULE$.absolutePath(path, file.path());
    try {
      FileSystem files = absolute.getFileSystem(spark.sessionState().newHadoopConf());
      return files.exists(absolute);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + absolute, e);
    }
  }

  private static Optional<Long> rows(Collection<AddFile> files) {
    boolean known = files.stream().allMatch(file -> file.numLogicalRecords().isDefined());
    return known
        ? Optional.of(files.stream().mapToLong(file -> (Long) file.numLogicalRecords().get()).sum())
        : Optional.empty();
  }

  private static AddFile changing(AddFile file) {
    return new AddFile(
        file.path(),
        file.partitionValues(),
        file.size(),
        file.modificationTime(),
        true,
        file.stats(),
        file.tags(),
        file.deletionVector(),
        file.baseRowId(),
        file.defaultRowCommitVersion(),
        file.clusteringProvider());
  }

  /**
   * The files of two versions.
   *
   * @param back those that only the earlier one has, by what tells them apart
   * @param away those that only the later one has
   */
  private record Files(
      List<AddFile> then, List<AddFile> now, Map<String, AddFile> back, Map<String, AddFile> away) {
    static Files between(Snapshot then, Snapshot now) {
      List<AddFile> before = then.allFiles().collectAsList();
      List<AddFile> after = now.allFiles().collectAsList();
      return new Files(before, after, without(before, after), without(after, before));
    }

    private static Map<String, AddFile> without(List<AddFile> all, List<AddFile> others) {
      Map<String, AddFile> files = all.stream().collect(Collectors.toMap(Files::id, file -> file));
      others.forEach(file -> files.remove(id(file)));
      return files;
    }

    /** The same file with another deletion vector holds other rows. */
    private static String id(AddFile file) {
      Option<String> vector = file.getDeletionVectorUniqueId();
      return file.path() + " " + (vector.isDefined() ? vector.get() : "");
    }
  }
}
