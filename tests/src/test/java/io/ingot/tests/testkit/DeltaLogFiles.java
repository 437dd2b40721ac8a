package io.ingot.tests.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A table's {@code _delta_log} read as the JSON files that it is, by nothing of Delta or Ingot. */
public final class DeltaLogFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<List<JsonNode>> commits = new ArrayList<>();

  private DeltaLogFiles(Path table) {
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      for (Path commit :
          files.filter(file -> file.toString().matches(".*/[0-9]{20}\\.json")).sorted().toList()) {
        List<JsonNode> actions = new ArrayList<>();
        for (String line : Files.readAllLines(commit)) {
          actions.add(JSON.readTree(line));
        }
        commits.add(actions);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of " + table, e);
    }
  }

  public static DeltaLogFiles of(Path table) {
    return new DeltaLogFiles(table);
  }

  /** The folders right below one that are Delta tables. */
  public static List<Path> tablesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tables = Files.list(folder)) {
      return tables.filter(table -> Files.exists(table.resolve("_delta_log"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  public int commits() {
    return commits.size();
  }

  /** By line of batches ({@code ingot/dev/silver.sale#0}) the numbers in the order of commits. */
  public Map<String, List<Long>> batches() {
    Map<String, List<Long>> batches = new TreeMap<>();
    actions("txn")
        .filter(mark -> mark.get("appId").asText().matches("ingot/[a-z]+/[a-z]+\\.[a-z_]+#[0-9]+"))
        .forEach(
            mark ->
                batches
                    .computeIfAbsent(mark.get("appId").asText(), line -> new ArrayList<>())
                    .add(mark.get("version").asLong()));
    return batches;
  }

  /** The record that each commit keeps of its batch. */
  public List<JsonNode> records() {
    return actions("commitInfo")
        .filter(info -> info.has("userMetadata"))
        .map(info -> parse(info.get("userMetadata").asText()))
        .toList();
  }

  /** A count over all batches, such as {@code read}. */
  public long sum(String count) {
    return records().stream().mapToLong(record -> record.at("/counts/" + count).asLong()).sum();
  }

  /** Bytes of the data files that all commits added. */
  public long bytesAdded() {
    return actions("add").mapToLong(add -> add.get("size").asLong()).sum();
  }

  private Stream<JsonNode> actions(String kind) {
    return commits.stream()
        .flatMap(List::stream)
        .filter(action -> action.has(kind))
        .map(action -> action.get(kind));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + text, e);
    }
  }
}
