package io.ingot.core.lake;

import io.delta.tables.DeltaTable;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.GapException;
import io.ingot.core.project.TableName;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

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
   * The distinct values that an SQL expression takes over the rows that changed after one version
   * and up to another, as they were before and as they are now.
   *
   * @throws GapException when the change files or log entries of that range are gone
   */
  public List<Row> changed(long after, long upTo, String expression) {
    try {
      return spark
          .read()
          .format("delta")
          .option("readChangeFeed", "true")
          .option("startingVersion", after + 1)
          .option("endingVersion", upTo)
          .load(path)
          .selectExpr(expression)
          .distinct()
          .collectAsList();
    } catch (RuntimeException e) {
      throw new GapException(
          "Cannot read what changed in "
              + name
              + " after version "
              + after
              + ": that part of its history is gone, or cannot be read. Delete the table that"
              + " follows it, so that it is built anew.",
          e);
    }
  }

  /** Writes a batch's files and leaves them unseen; the one way by which rows enter a table. */
  public PendingCommit write(Dataset<Row> rows, Publication publication, TableLayout layout) {
    DeltaBridge bridge = bridge();
    return new PendingCommit(bridge, bridge.write(rows, publication, layout), path, rows.schema());
  }

  /**
   * Begins the next generation, by a commit without rows.
   *
   * @param mark of that generation; carries every bound, since none is taken over
   * @param seen the table as the mark was made from
   * @return the table's new version
   * @throws FencedException when the table got another version meanwhile
   */
  public long mark(CommitMark mark, TableState seen) {
    return bridge().mark(mark, writer(seen.generation()), seen.version());
  }

  /**
   * Upserts by key in a commit that carries the mark. Delta takes the mark of a MERGE from the
   * session's settings only, and settings that leak would silently skip later writes: the rows have
   * to come from a session that is used for nothing else.
   *
   * @param rows one row a key, no null keys; columns of the table, or new ones, which it then gains
   * @param mark without bounds, since a MERGE cannot carry them
   */
  public void merge(Dataset<Row> rows, MergeRequest request, CommitMark mark) {
    if (!mark.bounds().isEmpty()) {
      throw new IllegalArgumentException("A MERGE cannot carry bounds: " + mark.bounds().keySet());
    }
    SparkSession own = rows.sparkSession();
    own.conf().set("spark.databricks.delta.write.txnAppId", mark.writer());
    own.conf().set("spark.databricks.delta.write.txnVersion", mark.batch());
    own.conf().set("spark.databricks.delta.commitInfo.userMetadata", mark.record());
    own.conf().set("spark.databricks.delta.schema.autoMerge.enabled", true);
    String matching =
        Stream.concat(
                request.keys().stream().map(key -> "t.`" + key + "` = s.`" + key + "`"),
                request.pruning().stream())
            .collect(Collectors.joining(" AND "));
    String newer = tuple("s", request.order()) + " > " + tuple("t", request.order());
    try {
      DeltaTable.forPath(own, path)
          .as("t")
          .merge(rows.as("s"), matching)
          .whenMatched(functions.expr(newer + " AND " + different(request.compared())))
          .updateAll()
          .whenNotMatched()
          .insertAll()
          .execute();
    } catch (ConcurrentModificationException e) {
      throw new FencedException(
          "Cannot merge batch "
              + mark.batch()
              + " into "
              + name
              + ": another run changed the table at the same moment. Nothing was changed; run"
              + " again.",
          e);
    }
  }

  /** A column that the table has not got yet is null in all its rows. */
  private String different(List<String> compared) {
    Set<String> there = Set.of(state().schema().fieldNames());
    return compared.stream()
        .map(
            column ->
                there.contains(column)
                    ? "NOT (s.`" + column + "` <=> t.`" + column + "`)"
                    : "s.`" + column + "` IS NOT NULL")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String tuple(String alias, List<String> columns) {
    return columns.stream()
        .map(column -> alias + ".`" + column + "`")
        .collect(Collectors.joining(", ", "struct(", ")"));
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
