package io.ingot.core.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table's log as the JSON files that it is, read by nothing of Delta.
 *
 * @param folder of the table
 * @param commits those that the log still tells, oldest first
 */
record TableLog(TableName name, Path folder, List<Commit> commits) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMMIT = Pattern.compile("([0-9]{20})\\.json");
  private static final Pattern BATCH = Pattern.compile("ingot/[^/]+/[^/#]+#([0-9]+)");

  static TableLog of(TableName name, Path folder) {
    List<Commit> commits = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("_delta_log"))) {
      for (Path file : files.sorted().toList()) {
        Matcher commit = COMMIT.matcher(file.getFileName().toString());
        if (commit.matches()) {
          commits.add(Commit.of(Long.parseLong(commit.group(1)), Files.readAllLines(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of " + name, e);
    }
    return new TableLog(name, folder, List.copyOf(commits));
  }

  /** Whether the log tells everything from the first commit on. */
  boolean isWhole() {
    return !commits.isEmpty() && commits.get(0).version() == 0;
  }

  /** The table's id, where the log still tells it. */
  Optional<String> id() {
    return commits.stream()
        .flatMap(commit -> commit.tableId().stream())
        .reduce((one, last) -> last);
  }

  /** Whether a batch's row may become no version, or several rows of it one. */
  boolean isHistory() {
    return commits.stream().anyMatch(Commit::history);
  }

  List<Commit> batches() {
    return commits.stream().filter(commit -> commit.batch().isPresent()).toList();
  }

  /** The batch of that number, of whatever generation. */
  Optional<BatchRecord> record(long number) {
    return batches().stream()
        .filter(commit -> commit.batch().getAsLong() == number)
        .flatMap(commit -> commit.record().stream())
        .findFirst();
  }

  /**
   * One commit.
   *
   * @param batch the number of the batch that it carries, if it carries one
   * @param history whether it makes the table one of versions, whose rows are not those of a batch
   * @param offered rows that a MERGE was given
   * @param changes whether it changes any row
   * @param erasure id of the erasure that it is of, where it is of one
   */
  record Commit(
      long version,
      OptionalLong batch,
      Optional<BatchRecord> record,
      Optional<String> tableId,
      boolean history,
      OptionalLong offered,
      List<Added> added,
      boolean changes,
      Optional<String> erasure) {
    static Commit of(long version, List<String> actions) throws IOException {
      OptionalLong batch = OptionalLong.empty();
      Optional<BatchRecord> record = Optional.empty();
      Optional<String> tableId = Optional.empty();
      boolean history = false;
      OptionalLong offered = OptionalLong.empty();
      List<Added> added = new ArrayList<>();
      boolean changes = false;
      Optional<String> erasure = Optional.empty();
      for (String line : actions) {
        JsonNode action = JSON.readTree(line);
        Matcher mark = BATCH.matcher(action.at("/txn/appId").asText());
        if (mark.matches()) {
          batch = OptionalLong.of(action.at("/txn/version").asLong());
        }
        if (action.has("metaData")) {
          tableId = Optional.of(action.at("/metaData/id").asText());
          history = action.at("/metaData/schemaString").asText().contains("\"_valid_from\"");
        }
        if (action.at("/commitInfo").has("userMetadata")) {
          record = record(action.at("/commitInfo/userMetadata").asText());
          erasure = erasure(action.at("/commitInfo/userMetadata").asText());
        }
        if (action.at("/commitInfo/operation").asText().equals("MERGE")) {
          offered =
              OptionalLong.of(action.at("/commitInfo/operationMetrics/numSourceRows").asLong());
        }
        // Files that are only written anew hold rows of other batches.
        if (action.at("/add/dataChange").asBoolean()) {
          added.add(Added.of(action.get("add")));
        }
        changes |=
            action.at("/add/dataChange").asBoolean() || action.at("/remove/dataChange").asBoolean();
      }
      return new Commit(version, batch, record, tableId, history, offered, added, changes, erasure);
    }

    /** Tests write commits of their own, whose records are no batch's. */
    private static Optional<BatchRecord> record(String text) throws IOException {
      return text.startsWith("{") && JSON.readTree(text).has("counts")
          ? Optional.of(Json.read(text, BatchRecord.class))
          : Optional.empty();
    }

    private static Optional<String> erasure(String text) throws IOException {
      return text.startsWith("{") && JSON.readTree(text).has("erasure")
          ? Optional.of(JSON.readTree(text).get("erasure").asText())
          : Optional.empty();
    }

    long rowsAdded() {
      return added.stream().mapToLong(Added::rows).sum();
    }
  }

  /**
   * A data file.
   *
   * @param rows in it, without those that a deletion vector hides
   * @param batches least and greatest {@code _batch}, where the statistics tell them
   */
  record Added(String path, long rows, List<Long> batches) {
    static Added of(JsonNode add) throws IOException {
      JsonNode statistics = JSON.readTree(add.path("stats").asText("{}"));
      long rows =
          statistics.path("numRecords").asLong() - add.at("/deletionVector/cardinality").asLong();
      List<Long> batches =
          statistics.at("/minValues/_batch").isIntegralNumber()
              ? List.of(
                  statistics.at("/minValues/_batch").asLong(),
                  statistics.at("/maxValues/_batch").asLong())
              : List.of();
      return new Added(add.get("path").asText(), rows, batches);
    }
  }
}
