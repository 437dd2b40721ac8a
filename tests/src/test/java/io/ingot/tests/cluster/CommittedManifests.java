package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this repository would put into a cluster. */
final class CommittedManifests {
  static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

  private CommittedManifests() {}

  static Path folder() {
    return Manifests.home().resolve("spark-operator");
  }

  /** The files that hold objects of Kubernetes; patches and values of charts are none. */
  static Stream<Path> files() {
    return Manifests.files(folder()).stream().filter(file -> !Manifests.read(file).isEmpty());
  }

  /** An overlay as kustomize renders it. */
  static List<Manifest> overlay(String environment) {
    return Overlay.render(folder().resolve("overlays").resolve(environment));
  }

  /** The values of the operator's chart; none where they are not committed. */
  static List<JsonNode> operator() {
    Path values = folder().resolve("platform/operator/values.yaml");
    if (!Files.exists(values)) {
      return List.of();
    }
    try {
      return Manifests.documents(values.toString(), Files.readString(values));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + values, e);
    }
  }

  /** The sample of user events printed for an environment, without a detour by files. */
  static List<Manifest> printed(String environment) {
    return Rendered.of(Manifests.home().resolve("conf/events"), environment);
  }
}
