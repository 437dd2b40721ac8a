package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads manifests as kubectl does, by YAML 1.1 with anchors; only that a key that is written twice
 * is an error.
 */
final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CRD_SIZE = 8 << 20;

  private Manifests() {}

  /** The folder of the repository. */
  static Path home() {
    return Path.of(System.getProperty("ingot.home")).toAbsolutePath().normalize();
  }

  /** Every YAML file below a folder, sorted. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /** The Kubernetes objects of a file; none where its documents are something else. */
  static List<Manifest> read(Path file) {
    try {
      String text = Files.readString(file);
      Path home = home();
      return parse(file.startsWith(home) ? home.relativize(file).toString() : "" + file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  static List<Manifest> parse(String source, String yaml) {
    List<Manifest> manifests = new ArrayList<>();
    for (JsonNode document : documents(source, yaml)) {
      if (document.hasNonNull("apiVersion") && document.hasNonNull("kind")) {
        manifests.add(new Manifest(source, (ObjectNode) document));
      }
    }
    return manifests;
  }

  /** The one object that a text describes. */
  static Manifest one(String yaml) {
    List<Manifest> manifests = parse("text", yaml);
    if (manifests.size() != 1) {
      throw new IllegalArgumentException("Not one object but " + manifests);
    }
    return manifests.get(0);
  }

  /** All documents of a text, objects of Kubernetes or not. */
  static List<JsonNode> documents(String source, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(CRD_SIZE);
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
        if (document != null) {
          documents.add(JSON.valueToTree(document));
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Cannot read " + source + ": " + e.getMessage(), e);
    }
    return documents;
  }
}
