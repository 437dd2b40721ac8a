package io.ingot.core.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.tables.DeltaTable;
import io.ingot.core.error.FencedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.LastCheckpointInfo;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Takes rows out of a table for good: from its latest version, and from all that is left of the
 * earlier ones. What it commits carries no batch.
 */
final class DeltaErasure {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String APPEND_ONLY = "delta.appendOnly";
  private static final Pattern COMMIT = Pattern.compile("[0-9]{20}\\.json");
  private static final Pattern OLD =
      Pattern.compile("[0-9]{20}\\.(checkpoint\\..*|crc|.*compacted.json)");
  private static final int VERSION_DIGITS = 20;

  private final SparkSession own;
  private final String path;
  private final DeltaLog log;

  /**
   * A table.
   *
   * @param own a session that is used for nothing else
   */
  DeltaErasure(SparkSession own, String path) {
    this.own = own;
    this.path = path;
    this.log = DeltaLog.forTable(own, new Path(path));
  }

  /**
   * Takes rows out. By a MERGE, since a DELETE would keep its condition, and so the value, in the
   * commit.
   */
  long erase(Dataset<Row> subject, String condition, String about) {
    own.conf().set("spark.databricks.delta.commitInfo.userMetadata", about);
    boolean sealed = isAppendOnly("true");
    if (sealed) {
      appendOnly("false");
    }
    try {
      DeltaTable.forPath(own, path)
          .as("t")
          .merge(subject.as("s"), functions.expr(condition))
          .whenMatched()
          .delete()
          .execute();
    } catch (ConcurrentModificationException e) {
      throw new FencedException(
          "Cannot erase from "
              + path
              + ": another run changed the table at the same moment. Run"
              + " the same again.",
          e);
    } finally {
      if (sealed) {
        seal();
      }
    }
    return latest().version();
  }

  /** Makes a table that only grows one again, where an erasure died before it could. */
  void seal() {
    if (latest().version() >= 0 && isAppendOnly("false")) {
      appendOnly("true");
    }
  }

  private boolean isAppendOnly(String value) {
    return Option.apply(value).equals(latest().metadata().configuration().get(APPEND_ONLY));
  }

  private void appendOnly(String value) {
    own.sql(
        "ALTER TABLE delta.`"
            + path
            + "` SET TBLPROPERTIES ('"
            + APPEND_ONLY
            + "'='"
            + value
            + "')");
  }

  /** Sets further numbers of the line of batches, in a commit that does nothing else. */
  long bounds(String writer, Map<String, Long> bounds, String about) {
    OptimisticTransaction txn = log.startTransaction(Option.empty(), Option.empty());
    List<Action> actions = new ArrayList<>();
    bounds.forEach(
        (name, bound) ->
            actions.add(
                new SetTransaction(
                    writer + "/" + name,
                    bound,
                    Option.apply((Object) System.currentTimeMillis()))));
    return txn.commit(
        JavaConverters.asScalaBuffer(actions).toList(),
        new DeltaOperations.Write(
            SaveMode.Append, Option.empty(), Option.empty(), Option.apply(about)));
  }

  /**
   * Removes every file that the latest version does not need, and from the log what it tells of
   * values in them: statistics, the conditions of merges, earlier checkpoints and checksums.
   */
  void purge() {
    own.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    DeltaTable.forPath(own, path).vacuum(0);
    Snapshot snapshot = latest();
    checkpoint(snapshot);
    Set<String> live =
        snapshot.allFiles().collectAsList().stream().map(AddFile::path).collect(Collectors.toSet());
    try {
      forget(snapshot.version(), live);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clean the log of " + path, e);
    }
    DeltaLog.invalidateCache(own, new Path(path));
  }

  /**
   * Nothing older may go before this is there, and Delta only logs it when it could not be made.
   */
  private void checkpoint(Snapshot snapshot) {
    own.conf().set("spark.databricks.delta.checkpoint.exceptionThrowing.enabled", true);
    log.checkpoint(snapshot, Option.empty());
    Option<LastCheckpointInfo> made = log.readLastCheckpointFile();
    if (made.isEmpty() || made.get().version() != snapshot.version()) {
      throw new IllegalStateException(
          "Cannot clean the log of "
              + path
              + ": its version "
              + snapshot.version()
              + " has no checkpoint. Nothing of the log was removed; run the same again.");
    }
  }

  private void forget(long latest, Set<String> live) throws IOException {
    Configuration configuration = own.sessionState().newHadoopConf();
    Path folder = new Path(path, "_delta_log");
    FileSystem files = folder.getFileSystem(configuration);
    for (FileStatus file : files.listStatus(folder)) {
      String name = file.getPath().getName();
      if (COMMIT.matcher(name).matches()) {
        forget(files, file, live, configuration);
      } else if (OLD.matcher(name).matches()
          && Long.parseLong(name.substring(0, VERSION_DIGITS)) < latest) {
        files.delete(file.getPath(), false);
      }
    }
  }

  private void forget(
      FileSystem files, FileStatus commit, Set<String> live, Configuration configuration)
      throws IOException {
    List<String> before = lines(files, commit.getPath());
    List<String> after = new ArrayList<>();
    for (String line : before) {
      after.add(forgotten(line, live));
    }
    if (!after.equals(before)) {
      DeltaBridge.replace(own, commit.getPath(), after, configuration);
      // The time of a version is that of its file.
      files.setTimes(commit.getPath(), commit.getModificationTime(), -1);
    }
  }

  private static List<String> lines(FileSystem files, Path file) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  private static String forgotten(String line, Set<String> live) throws JsonProcessingException {
    JsonNode action = JSON.readTree(line);
    boolean changed = false;
    if (action.get("add") instanceof ObjectNode add && !live.contains(add.path("path").asText())) {
      changed = true;
      forgetStatistics(add);
    }
    if (action.get("remove") instanceof ObjectNode remove && remove.has("stats")) {
      changed = true;
      remove.remove("stats");
    }
    if (action.at("/commitInfo/operationParameters") instanceof ObjectNode told) {
      for (String name : List.of("predicate", "matchedPredicates", "notMatchedPredicates")) {
        if (told.has(name)) {
          changed = true;
          told.put(name, "[]");
        }
      }
    }
    return changed ? JSON.writeValueAsString(action) : line;
  }

  /** How many rows a file held is no value of any of them. */
  private static void forgetStatistics(ObjectNode add) throws JsonProcessingException {
    JsonNode told = JSON.readTree(add.path("stats").asText("{}"));
    ObjectNode kept = JSON.createObjectNode();
    if (told.has("numRecords")) {
      kept.set("numRecords", told.get("numRecords"));
    }
    add.put("stats", kept.toString());
  }

  private Snapshot latest() {
    return log.update(false, Option.empty(), Option.empty());
  }
}
