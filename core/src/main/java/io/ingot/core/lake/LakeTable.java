package io.ingot.core.lake;

import io.delta.tables.DeltaTable;
import io.ingot.core.error.GapException;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** One table of the lake. */
public final class LakeTable {
  private final SparkSession spark;
  private final TableName name;
  private final String path;
  private final String line;

  LakeTable(SparkSession spark, TableName name, String path, String environment) {
    this.spark = spark;
    this.name = name;
    this.path = path;
    this.line = "ingot/" + environment + "/" + name;
  }

  public TableName name() {
    return name;
  }

  /** The folder of the table, as a URI or an absolute path. */
  public String path() {
    return path;
  }

  /** The table as its log shows it now. */
  public TableState state() {
    return bridge().state(line);
  }

  /** The transaction id of a generation's line of batches. */
  public String writer(int generation) {
    return line + "#" + generation;
  }

  /**
   * The JSON record and version of the commit that carries a batch; empty when the log no longer
   * reaches back to it.
   */
  public Optional<CommittedBatch> committed(int generation, long batch) {
    return bridge().find(writer(generation), batch);
  }

  /**
   * Tells every batch of every generation that was committed after a version, oldest first, as far
   * back as the log reaches.
   */
  public void committedAfter(long version, Consumer<CommittedBatch> told) {
    bridge().each(line, version + 1, told);
  }

  /** All rows at a version. */
  public Dataset<Row> at(long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(path);
  }

  /**
   * The rows at a version that fulfil a condition. Which files can hold them is found out now, and
   * no pass over the rows asks for it again, nor leaves out more files than that for what it
   * filters further, other than whole partitions: for rows that are read several times.
   *
   * @param condition over the table's columns; {@code lit(true)} for all rows
   */
  public Dataset<Row> at(long version, Column condition) {
    return DeltaFiles.found(at(version), condition);
  }

  /** Writes a batch's files and leaves them unseen; the one way by which rows enter a table. */
  public PendingCommit write(Dataset<Row> rows, Publication publication, TableLayout layout) {
    DeltaBridge bridge = bridge();
    return new PendingCommit(bridge, bridge.write(rows, publication, layout), path, rows.schema());
  }

  /**
   * Gives columns the wider types that rows have, which are about to be put in by other means than
   * an append; writes every file anew, in a commit that changes no row. Does nothing where no
   * column has to become wider.
   *
   * @throws FencedException when another run changed the table at the same moment
   */
  public void widen(StructType rows) {
    bridge().widen(rows, name.toString());
  }

  /**
   * Begins the next generation, by a commit without rows.
   *
   * @param mark of that generation; carries every bound, since none is taken over
   * @param seen the table as the mark was made from
   * @return the table's new version
   * @throws io.ingot.core.error.FencedException when the table got another version meanwhile
   */
  public long mark(CommitMark mark, TableState seen) {
    return bridge().mark(mark, writer(seen.generation()), seen.version());
  }

  /**
   * Upserts by key in a commit that carries the mark. Delta takes the mark of a MERGE from the
   * session's settings only, and settings that leak would silently skip later writes: the rows have
   * to come from a session that is used for nothing else.
   *
   * @param rows one row a key, no null keys; columns of the table, or new ones, which it then
   *     gains; read from files that nobody changes meanwhile, since they are passed over twice
   * @param mark without bounds, since a MERGE cannot carry them
   */
  public void merge(Dataset<Row> rows, MergeRequest request, CommitMark mark) {
    new MarkedMerge(name, path, mark).upsert(rows, request, state().schema());
  }

  /**
   * Makes rows as told in a commit that carries the mark. As with {@link #merge}, the rows have to
   * come from a session that is used for nothing else.
   *
   * @param rows one row a key, no null keys; columns of the table, or new ones, which it then gains
   * @param mark without bounds, since a MERGE cannot carry them
   */
  public void correct(Dataset<Row> rows, Correction correction, CommitMark mark) {
    new MarkedMerge(name, path, mark).correct(rows, correction, state().schema());
  }

  /**
   * Overwrites columns of some rows, in a commit that carries no batch. Rows that a batch changes
   * at the same moment are left for another time.
   *
   * @param ids distinct values of one column of the table, under its name; from a session that
   *     carries no mark
   * @param columns SQL expressions over {@code t.<column>} by column
   * @param where SQL condition over {@code t.<column>} of the rows that are not overwritten yet
   * @return whether it was done
   */
  public boolean overwrite(Dataset<Row> ids, Map<String, String> columns, String where) {
    String id = ids.columns()[0];
    try {
      DeltaTable.forPath(ids.sparkSession(), path)
          .as("t")
          .merge(ids.as("s"), "t.`" + id + "` = s.`" + id + "`")
          .whenMatched(where)
          .updateExpr(columns)
          .execute();
      return true;
    } catch (ConcurrentModificationException e) {
      return false;
    }
  }

  /** How large its latest version is, by the log; empty for a table that is not there. */
  public Optional<TableSize> size() {
    return DeltaSizes.of(spark, path);
  }

  /** When a version was committed, by the store's clock; empty where the log no longer has it. */
  public Optional<Instant> committedAt(long version) {
    return new DeltaHistory(spark, path).at(version);
  }

  /**
   * The greatest time in a column of the latest version; of a date its first moment. Values of the
   * future are left out, since one wrong row would make the table new for ever. By the log where
   * that tells it, to the millisecond, else by an aggregate over the column.
   *
   * @param zone of dates, and of timestamps without a zone
   * @return empty where no row has a value that is not after {@code upTo}
   * @throws io.ingot.core.error.ProjectException when there is no such column, or it tells no time
   */
  public Optional<Instant> newest(String column, ZoneId zone, Instant upTo) {
    return new DeltaNewest(spark, name, path).of(column, zone, upTo);
  }

  /** The commit that carries a batch, of whatever generation; empty as for {@link #committed}. */
  public Optional<CommittedBatch> carried(long batch) {
    return bridge().findAny(line, batch);
  }

  /**
   * What bringing the rows of an earlier version back would do; changes nothing.
   *
   * @throws io.ingot.core.error.ProjectException when the table never had that version
   * @throws GapException when the version, or files of it, are gone
   */
  public TableRestore restorable(long version) {
    return restoring().look(version);
  }

  /**
   * Brings the rows, columns and properties of an earlier version back, other than the properties
   * that say how its files are kept, in one commit that begins the next generation.
   *
   * @param mark of that generation; carries every bound, since none is taken over
   * @param seen the table as the mark was made from
   * @return the table's new version
   * @throws FencedException when the table got another version meanwhile
   */
  public long restore(long version, CommitMark mark, TableState seen) {
    return restoring().commit(version, mark, seen);
  }

  /**
   * Why the rows of a version cannot be read any more, in words that follow the table's name; empty
   * where they can.
   *
   * @param tableId the id of the table that had the version
   */
  public Optional<String> lost(long version, String tableId) {
    return new DeltaPresence(spark, path).lost(version, tableId);
  }

  private DeltaRestore restoring() {
    return new DeltaRestore(spark, name, path, line);
  }

  /** How much a version holds, by the log alone; unknown where that does not tell it. */
  public Volume volume(long version) {
    return version < 0 ? Volume.none() : new DeltaVolume(spark, path).at(version);
  }

  /**
   * How much was added after one version and up to another, by the log alone; rows that are copied
   * into new files by an update count.
   */
  public Volume added(long after, long upTo) {
    return new DeltaVolume(spark, path).added(after, upTo);
  }

  /**
   * The distinct values that SQL expressions take over the rows that changed after one version and
   * up to another, as they were before and as they are now.
   *
   * @throws GapException when the log entries of that range are gone; that change files are gone is
   *     told by reading the rows
   */
  public Dataset<Row> changes(long after, long upTo, List<String> expressions) {
    try {
      return bridge().changes(after + 1, upTo).stream()
          .map(changes -> changes.selectExpr(expressions.toArray(String[]::new)))
          // A column that got a wider type meanwhile has that in all of them.
          .reduce(Dataset::union)
          .orElseThrow()
          .distinct();
    } catch (Exception e) {
      // Delta declares no checked exceptions here and throws some all the same.
      if (!DeltaLoss.isWhy(e)) {
        throw e;
      }
      throw new GapException(
          "Cannot read what changed in "
              + name
              + " after version "
              + after
              + ": that part of its history is gone. Delete the table that follows it, so that it"
              + " is built anew.",
          e);
    }
  }

  /**
   * The rows that changed after one version and up to another, as they were and as they became,
   * with {@code _change_type}, {@code _commit_version} and {@code _commit_timestamp}; in parts,
   * since a column may have got a wider type meanwhile.
   */
  public List<Dataset<Row>> feed(long after, long upTo) {
    return bridge().changes(after + 1, upTo);
  }

  /**
   * The same as {@link #feed}; empty where it cannot tell these versions, since the log does not
   * reach back that far or changes were not kept all along. That change files are gone is told by
   * reading the rows.
   */
  public Optional<List<Dataset<Row>>> told(long after, long upTo) {
    try {
      return Optional.of(feed(after, upTo));
    } catch (Exception e) {
      // Delta declares no checked exceptions here and throws some all the same.
      if (DeltaLoss.hidesChanges(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Takes rows out, in a commit that carries no batch and tells nothing of their values. A table
   * that only grows is one again afterwards.
   *
   * @param subject one row of what the condition names as {@code s}; from a session that is used
   *     for nothing else
   * @param condition SQL over {@code t.<column>} and {@code s.<column>}
   * @param about kept with the commit
   * @return the table's new version
   * @throws io.ingot.core.error.FencedException when another run changed the table meanwhile
   */
  public long erase(Dataset<Row> subject, String condition, String about) {
    return new DeltaErasure(subject.sparkSession(), path).erase(subject, condition, about);
  }

  /** Ends what an {@link #erase} that died left half done. */
  public void seal() {
    new DeltaErasure(spark, path).seal();
  }

  /** Sets further numbers of the last batch, in a commit that carries none. */
  public void bounds(Map<String, Long> bounds, String about) {
    new DeltaErasure(spark, path).bounds(writer(state().generation()), bounds, about);
  }

  /**
   * Removes for good whatever only earlier versions hold: data files, change files, and what the
   * log tells of their values. Nobody may read or write the table meanwhile.
   */
  public void purge() {
    new DeltaErasure(spark.newSession(), path).purge();
  }

  /** The data files of a version, and the rows that are in any of them. */
  public TableFiles files(long version) {
    return new TableFiles(DeltaContents.of(at(version)));
  }

  private DeltaBridge bridge() {
    return new DeltaBridge(spark, path);
  }

  /**
   * A batch that is in the log.
   *
   * @param version the version that holds it
   * @param record the JSON in that commit; empty where it says nothing
   */
  public record CommittedBatch(int generation, long batch, long version, String record) {}
}
