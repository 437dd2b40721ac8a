package io.ingot.core.lake;

import io.ingot.core.error.FencedException;
import io.ingot.core.project.Widening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Gives columns of a table wider types. Delta's own type widening stops at int on Spark 3.5, whose
 * Parquet readers cannot read a narrow file as a wider type; so the files are written anew. No row
 * changes by that, and the commit says so: a change feed passes over it.
 */
final class DeltaWidening {
  private final DeltaLog log;
  private final StructType wider;
  private final boolean rewrites;
  private final boolean enables;

  private DeltaWidening(DeltaLog log, StructType wider, boolean rewrites, boolean enables) {
    this.log = log;
    this.wider = wider;
    this.rewrites = rewrites;
    this.enables = enables;
  }

  /**
   * What a table needs to take rows.
   *
   * @param table its columns
   * @param rows their columns
   */
  static DeltaWidening of(DeltaLog log, StructType table, StructType rows) {
    Map<String, StructField> fields = new TreeMap<>();
    Arrays.stream(rows.fields()).forEach(field -> fields.put(lower(field), field));
    boolean widens = false;
    StructType wider = new StructType();
    for (StructField field : table.fields()) {
      StructField row = fields.remove(lower(field));
      boolean needed = row != null && Widening.widens(field.dataType(), row.dataType());
      widens |= needed;
      DataType type = needed ? row.dataType() : field.dataType();
      wider = wider.add(new StructField(field.name(), type, field.nullable(), field.metadata()));
    }
    // A commit can change the columns once only, so it has to take the new ones as well.
    for (StructField added : rows.fields()) {
      if (fields.containsKey(lower(added))) {
        wider = wider.add(added.name(), added.dataType(), true);
      }
    }
    return new DeltaWidening(log, wider, widens, !hasLocalTime(table) && hasLocalTime(wider));
  }

  private static boolean hasLocalTime(StructType columns) {
    return columns.existsRecursively(type -> type instanceof TimestampNTZType);
  }

  /** Whether the table's columns cannot become what is needed by themselves. */
  boolean isNeeded() {
    return rewrites || enables;
  }

  /** Changes the types in a transaction that has written nothing yet. */
  void begin(OptimisticTransaction txn) {
    Metadata old = txn.metadata();
    Map<String, String> properties =
        new HashMap<>(JavaConverters.mapAsJavaMap(old.configuration()));
    if (enables) {
      // Delta turns this on by itself for a new table only.
      properties.put("delta.feature.timestampNtz", "supported");
    }
    txn.updateMetadata(
        new Metadata(
            old.id(),
            old.name(),
            old.description(),
            old.format(),
            wider.json(),
            old.partitionColumns(),
            DeltaBridge.scalaMap(properties),
            old.createdTime()),
        false);
  }

  /**
   * Writes the rows that are there anew, in the types that {@link #begin} gave.
   *
   * @param others what else the transaction does; files that it takes away need not be written
   */
  List<Action> rewrite(OptimisticTransaction txn, List<Action> others) {
    if (!rewrites) {
      return List.of();
    }
    Set<String> gone =
        others.stream()
            .filter(RemoveFile.class::isInstance)
            .map(action -> ((RemoveFile) action).path())
            .collect(Collectors.toSet());
    Seq<AddFile> files =
        JavaConverters.asScalaBuffer(
                JavaConverters.seqAsJavaList(txn.filterFiles()).stream()
                    .filter(file -> !gone.contains(file.path()))
                    .toList())
            .toList();
    Dataset<Row> rows = log.createDataFrame(txn.snapshot(), files, false, Option.empty());
    Column[] cast =
        Arrays.stream(rows.columns())
            .map(name -> rows.col("`" + name + "`").cast(wider.apply(name).dataType()).as(name))
            .toArray(Column[]::new);
    List<Action> actions = new ArrayList<>();
    long now = System.currentTimeMillis();
    JavaConverters.seqAsJavaList(files)
        .forEach(file -> actions.add(file.removeWithTimestamp(now, false)));
    JavaConverters.seqAsJavaList(txn.writeFiles(rows.select(cast))).stream()
        .map(action -> action instanceof AddFile file ? unchanged(file) : action)
        .forEach(actions::add);
    return actions;
  }

  /** Does it in a commit of its own. */
  void commit(String table) {
    OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
    begin(txn);
    try {
      txn.commit(
          JavaConverters.asScalaBuffer(rewrite(txn, List.of())).toList(),
          DeltaOperations.ManualUpdate$.MODULE$);
    } catch (ConcurrentModificationException e) {
      throw new FencedException(
          "Cannot widen the columns of "
              + table
              + ": another run changed the table at the same moment. Nothing was changed; run"
              + " again.",
          e);
    }
  }

  /** The versions of a range at which a column got another type. */
  static List<Long> changes(DeltaLog log, long from, long upTo) {
    List<Long> changes = new ArrayList<>();
    StructType before = log.getSnapshotAt(from, Option.empty(), Option.empty()).schema();
    var versions = log.getChanges(from + 1, false);
    while (versions.hasNext()) {
      var version = versions.next();
      if ((Long) version._1() > upTo) {
        return changes;
      }
      for (Action action : JavaConverters.seqAsJavaList(version._2())) {
        if (action instanceof Metadata metadata) {
          if (differs(before, metadata.schema())) {
            changes.add((Long) version._1());
          }
          before = metadata.schema();
        }
      }
    }
    return changes;
  }

  private static boolean differs(StructType before, StructType after) {
    return Arrays.stream(after.fields())
        .anyMatch(
            field ->
                List.of(before.fieldNames()).contains(field.name())
                    && eitherWay(before.apply(field.name()).dataType(), field.dataType()));
  }

  /** A version that is brought back can have the narrower type. */
  private static boolean eitherWay(DataType one, DataType other) {
    return Widening.widens(one, other) || Widening.widens(other, one);
  }

  private static AddFile unchanged(AddFile file) {
    return new AddFile(
        file.path(),
        file.partitionValues(),
        file.size(),
        file.modificationTime(),
        false,
        file.stats(),
        file.tags(),
        file.deletionVector(),
        file.baseRowId(),
        file.defaultRowCommitVersion(),
        file.clusteringProvider());
  }

  private static String lower(StructField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
