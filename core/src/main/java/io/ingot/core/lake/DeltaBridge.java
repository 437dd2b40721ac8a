package io.ingot.core.lake;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeTable.CommittedBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.DeltaTimeTravelSpec;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import org.apache.spark.sql.delta.commands.cdc.CDCReader$;
import org.apache.spark.sql.delta.storage.LogStore;
import org.apache.spark.sql.delta.storage.LogStore$;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The one class that speaks to Delta's internals (3.3.3). Public Delta has no way to look at a
 * batch between writing its files and committing them, nor to put two transaction numbers into a
 * commit; both are done here and nowhere else.
 */
final class DeltaBridge {
  private final SparkSession spark;
  private final DeltaLog log;

  DeltaBridge(SparkSession spark, String path) {
    this.spark = spark;
    this.log = DeltaLog.forTable(spark, new Path(path));
  }

  /** Reads the log up to its latest version. */
  TableState state(String line) {
    return state(line, latest());
  }

  static TableState state(String line, Snapshot snapshot) {
    if (snapshot.version() < 0) {
      return new TableState(-1, "", 0, -1, Map.of(), new StructType());
    }
    Map<String, Long> numbers = numbers(snapshot);
    requireNoOther(numbers.keySet(), line);
    int generation =
        numbers.keySet().stream()
            .filter(id -> id.startsWith(line + "#") && id.indexOf('/', line.length()) < 0)
            .mapToInt(id -> Integer.parseInt(id.substring(line.length() + 1)))
            .max()
            .orElse(0);
    String writer = line + "#" + generation;
    Map<String, Long> bounds = new HashMap<>();
    numbers.forEach(
        (id, number) -> {
          if (id.startsWith(writer + "/")) {
            bounds.put(id.substring(writer.length() + 1), number);
          }
        });
    return new TableState(
        snapshot.version(),
        snapshot.metadata().id(),
        generation,
        numbers.getOrDefault(writer, -1L),
        bounds,
        snapshot.schema());
  }

  /** Two environments in one lake would each take every source into the same tables. */
  private static void requireNoOther(Set<String> ids, String line) {
    String table = line.substring(line.lastIndexOf('/')) + "#";
    ids.stream()
        .filter(id -> id.startsWith("ingot/") && id.contains(table))
        .filter(id -> !id.startsWith(line + "#"))
        .findFirst()
        .ifPresent(
            id -> {
              throw new ProjectException(
                  "Cannot use the table of "
                      + line
                      + ": it is written by "
                      + id
                      + ". Give each environment a lake of its own, by 'lake' in env/<name>.yml.");
            });
  }

  /**
   * The record of the commit that carries a batch, or empty when the log does not reach back that
   * far. Looks from the newest version backwards, since it is nearly always the last.
   */
  Optional<CommittedBatch> find(String writer, long batch) {
    return find(mark -> mark.appId().equals(writer) && mark.version() == batch);
  }

  private Optional<CommittedBatch> find(Predicate<SetTransaction> wanted) {
    long latest = latest().version();
    long step = 8;
    long to = latest;
    while (to >= 0) {
      long from = Math.max(0, to - step + 1);
      Optional<CommittedBatch> found = findBetween(wanted, from, to);
      if (found.isPresent() || from == 0) {
        return found;
      }
      to = from - 1;
      step *= 4;
    }
    return Optional.empty();
  }

  private Optional<CommittedBatch> findBetween(
      Predicate<SetTransaction> wanted, long from, long to) {
    scala.collection.Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(from, false);
    while (changes.hasNext()) {
      Tuple2<Object, Seq<Action>> change = changes.next();
      if ((Long) change._1() > to) {
        return Optional.empty();
      }
      Optional<CommittedBatch> found = batchOf(change, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Tells every batch of a line, in the order of versions, from a version on; one pass. */
  void each(String line, long from, Consumer<CommittedBatch> told) {
    Pattern writer = Pattern.compile(Pattern.quote(line) + "#[0-9]+");
    scala.collection.Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(from, false);
    while (changes.hasNext()) {
      batchOf(changes.next(), mark -> writer.matcher(mark.appId()).matches()).ifPresent(told);
    }
  }

  private static Optional<CommittedBatch> batchOf(
      Tuple2<Object, Seq<Action>> change, Predicate<SetTransaction> wanted) {
    List<Action> actions = JavaConverters.seqAsJavaList(change._2());
    return actions.stream()
        .filter(SetTransaction.class::isInstance)
        .map(SetTransaction.class::cast)
        .filter(wanted)
        .findFirst()
        .map(
            mark ->
                new CommittedBatch(
                    Integer.parseInt(mark.appId().substring(mark.appId().lastIndexOf('#') + 1)),
                    mark.version(),
                    (Long) change._1(),
                    record(actions)));
  }

  private static String record(List<Action> actions) {
    return actions.stream()
        .filter(CommitInfo.class::isInstance)
        .map(info -> ((CommitInfo) info).userMetadata())
        .filter(Option::isDefined)
        .map(Option::get)
        .findFirst()
        .orElse("");
  }

  /** Writes the data files of a commit that is not made yet. */
  Written write(Dataset<Row> rows, Publication publication, TableLayout layout) {
    OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
    Map<String, String> options = new HashMap<>();
    publication.predicate().ifPresent(where -> options.put("replaceWhere", where));
    if (publication instanceof Publication.ReplaceAll) {
      options.put("overwriteSchema", "true");
    } else {
      options.put("mergeSchema", "true");
    }
    boolean creates = txn.readVersion() < 0;
    if (publication instanceof Publication.ReplaceAll && !creates) {
      moveStatistics(txn, rows, layout);
    }
    DeltaWidening widening = DeltaWidening.of(log, txn.metadata().schema(), rows.schema());
    boolean widens =
        !creates && !(publication instanceof Publication.ReplaceAll) && widening.isNeeded();
    if (widens) {
      widening.begin(txn);
    }
    WriteIntoDelta write =
        new WriteIntoDelta(
            log,
            publication.saveMode(),
            new DeltaOptions(scalaMap(options), spark.sessionState().conf()),
            scalaSeq(layout.partitionBy()),
            creates ? scalaMap(layout.deltaProperties()) : scalaMap(Map.of()),
            rows,
            Option.empty(),
            Option.empty());
    List<Action> actions =
        new ArrayList<>(
            JavaConverters.seqAsJavaList(write.write(txn, spark, Option.empty(), false)));
    if (widens) {
      actions.addAll(widening.rewrite(txn, actions));
    }
    return new Written(txn, scalaSeq(actions), publication, layout);
  }

  /** Gives columns the wider types that rows have, in a commit that changes no row. */
  void widen(StructType rows, String table) {
    Snapshot snapshot = latest();
    DeltaWidening widening = DeltaWidening.of(log, snapshot.schema(), rows);
    if (snapshot.version() >= 0 && widening.isNeeded()) {
      widening.commit(table);
    }
  }

  /**
   * Parts of a range of versions, each of which has one type a column, so that its files can be
   * read by one schema.
   */
  List<Dataset<Row>> changes(long from, long upTo) {
    List<Dataset<Row>> parts = new ArrayList<>();
    long begin = from;
    for (long change : DeltaWidening.changes(log, from, upTo)) {
      parts.add(changesOf(begin, change - 1));
      begin = change;
    }
    parts.add(changesOf(begin, upTo));
    return parts;
  }

  private Dataset<Row> changesOf(long from, long upTo) {
    return CDCReader$.MODULE$.changesToBatchDF(
        log,
        from,
        upTo,
        spark,
        Option.apply(log.getSnapshotAt(upTo, Option.empty(), Option.empty())),
        false,
        Option.empty());
  }

  /**
   * Delta keeps a table's properties when its schema is overwritten, and then refuses the schema if
   * it lacks a column that statistics are kept on.
   */
  private static void moveStatistics(
      OptimisticTransaction txn, Dataset<Row> rows, TableLayout layout) {
    Metadata old = txn.metadata();
    Map<String, String> properties =
        new HashMap<>(JavaConverters.mapAsJavaMap(old.configuration()));
    String named = layout.deltaProperties().get(TableLayout.STATISTICS);
    String before =
        named == null
            ? properties.remove(TableLayout.STATISTICS)
            : properties.put(TableLayout.STATISTICS, named);
    if (!Objects.equals(before, named)) {
      txn.updateMetadataForTableOverwrite(
          new Metadata(
              old.id(),
              old.name(),
              old.description(),
              old.format(),
              rows.schema().asNullable().json(),
              scalaSeq(layout.partitionBy()),
              scalaMap(properties),
              old.createdTime()));
    }
  }

  /**
   * Makes a commit that adds no rows: it begins the next generation.
   *
   * @param ended the transaction id of the generation that ends; a batch of it that comes in
   *     meanwhile has to be seen, since its bounds are what the next generation starts from
   * @param version the table's version that those bounds were read from
   */
  long mark(CommitMark mark, String ended, long version) {
    OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
    txn.readTxn().$plus$eq(ended);
    if (txn.readVersion() != version) {
      throw new FencedException(
          "Cannot begin "
              + mark.writer()
              + ": the table went on from version "
              + version
              + " to "
              + txn.readVersion()
              + " meanwhile. Nothing was changed; run again.");
    }
    return commit(
        new Written(txn, scalaSeq(List.of()), new Publication.Append(), TableLayout.plain()), mark);
  }

  /** Makes written files visible; returns the version. */
  long commit(Written written, CommitMark mark) {
    // Reading the number makes a second writer of the same line conflict, even if both only append;
    // so does one that begins the next generation meanwhile.
    written.txn().readTxn().$plus$eq(mark.writer()).$plus$eq(mark.next());
    Map<String, Long> numbers = numbers(written.txn().snapshot());
    requireLatest(numbers.keySet(), mark);
    long recorded = numbers.getOrDefault(mark.writer(), -1L);
    if (recorded >= mark.batch()) {
      throw new FencedException(
          "Cannot commit batch "
              + mark.batch()
              + " of "
              + mark.writer()
              + ": batch "
              + recorded
              + " is there already, so another run was faster. Nothing was changed; run again.");
    }
    List<Action> actions = new ArrayList<>(JavaConverters.seqAsJavaList(written.actions()));
    Option<Object> now = Option.apply((Object) System.currentTimeMillis());
    actions.add(new SetTransaction(mark.writer(), mark.batch(), now));
    mark.bounds()
        .forEach(
            (name, bound) ->
                actions.add(new SetTransaction(mark.writer() + "/" + name, bound, now)));
    try {
      return written
          .txn()
          .commit(
              scalaSeq(actions),
              new DeltaOperations.Write(
                  written.publication().saveMode(),
                  Option.apply(scalaSeq(written.layout().partitionBy())),
                  option(written.publication().predicate()),
                  Option.apply(mark.record())));
    } catch (ConcurrentModificationException e) {
      throw new FencedException(
          "Cannot commit batch "
              + mark.batch()
              + " of "
              + mark.writer()
              + ": another run committed it at the same moment. Nothing was changed; run again.",
          e);
    }
  }

  private static void requireLatest(Set<String> ids, CommitMark mark) {
    if (ids.contains(mark.next())) {
      throw new FencedException(
          "Cannot commit batch "
              + mark.batch()
              + " of "
              + mark.writer()
              + ": the table's progress was moved meanwhile, to "
              + mark.next()
              + ". Nothing was changed; run again.");
    }
  }

  /**
   * Makes a file by the store that makes Delta's commits atomic.
   *
   * @throws IOException of Java's or Hadoop's FileAlreadyExists kind when the file is there
   */
  static void create(SparkSession spark, Path path, List<String> lines, Configuration configuration)
      throws IOException {
    store(spark).write(path, scalaSeq(lines).iterator(), false, configuration);
  }

  /** Makes a file, or puts it in the place of an older one, whole or not at all. */
  static void replace(
      SparkSession spark, Path path, List<String> lines, Configuration configuration) {
    store(spark).write(path, scalaSeq(lines).iterator(), true, configuration);
  }

  private static LogStore store(SparkSession spark) {
    return LogStore$.MODULE$.apply(spark);
  }

  /** A table as Spark's catalogs hand it out, pinned to a version or at its latest. */
  static Table table(Path path, Optional<Long> version) {
    Option<DeltaTimeTravelSpec> travel =
        option(
            version.map(
                number ->
                    new DeltaTimeTravelSpec(
                        Option.empty(), Option.apply((Object) number), Option.empty())));
    // A catalog is called by the session that resolves the query, on its thread.
    return new DeltaTableV2(
        SparkSession.active(), path, Option.empty(), Option.empty(), travel, scalaMap(Map.of()));
  }

  /**
   * The transaction numbers of a version. Delta keeps them in the checksum beside the commit; where
   * that is missing it replays the log, in a Spark job.
   */
  private static Map<String, Long> numbers(Snapshot snapshot) {
    Option<Seq<SetTransaction>> listed =
        snapshot.checksumOpt().flatMap(checksum -> checksum.setTransactions());
    Seq<SetTransaction> marks = listed.isDefined() ? listed.get() : snapshot.setTransactions();
    Map<String, Long> numbers = new HashMap<>();
    JavaConverters.seqAsJavaList(marks)
        .forEach(mark -> numbers.merge(mark.appId(), mark.version(), Math::max));
    return numbers;
  }

  private Snapshot latest() {
    return log.update(false, Option.empty(), Option.empty());
  }

  private static <T> Seq<T> scalaSeq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
    scala.collection.mutable.Builder<
            Tuple2<String, String>, scala.collection.immutable.Map<String, String>>
        builder = scala.collection.immutable.Map$.MODULE$.newBuilder();
    map.forEach((key, value) -> builder.$plus$eq(Tuple2.apply(key, value)));
    return builder.result();
  }

  private static <T> Option<T> option(Optional<T> value) {
    return value.map(Option::apply).orElseGet(Option::empty);
  }

  /** The record of the commit that carries a batch of a line, of whatever generation. */
  Optional<CommittedBatch> findAny(String line, long batch) {
    Pattern writer = Pattern.compile(Pattern.quote(line) + "#[0-9]+");
    return find(mark -> mark.version() == batch && writer.matcher(mark.appId()).matches());
  }

  /** Delta's id of the table that lies there now; for catalogs, as {@link #table}. */
  static String tableId(Path path) {
    return new DeltaBridge(SparkSession.active(), path.toString()).latest().metadata().id();
  }

  /** Ingot's own files of a lake; for catalogs, as {@link #table}. */
  static LakeFiles files(String location) {
    return new LakeFiles(SparkSession.active(), location + "/_ingot");
  }

  /** Files that lie in the table's folder and belong to no version yet. */
  record Written(
      OptimisticTransaction txn, Seq<Action> actions, Publication publication, TableLayout layout) {
    /** Below the table's folder, URL-encoded as Delta keeps them. */
    List<String> paths() {
      return added().stream().map(AddFile::path).toList();
    }

    private List<AddFile> added() {
      return JavaConverters.seqAsJavaList(actions).stream()
          .filter(AddFile.class::isInstance)
          .map(AddFile.class::cast)
          // Others hold rows that were there before, in wider types.
          .filter(AddFile::dataChange)
          .toList();
    }

    /** Rows by the files' own footers, which Delta keeps as statistics. */
    long rows() {
      return added().stream().mapToLong(file -> (Long) file.numPhysicalRecords().get()).sum();
    }

    long bytes() {
      return added().stream().mapToLong(AddFile::size).sum();
    }
  }
}
