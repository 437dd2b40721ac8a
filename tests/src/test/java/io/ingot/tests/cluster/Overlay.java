package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code kubectl kustomize} renders of the overlays that Ingot writes: resources, a namespace
 * and patches by operations (JSON6902). A kustomization that says more is refused, not rendered in
 * part.
 */
final class Overlay {
  private static final String FILE = "kustomization.yaml";
  private static final Set<String> KNOWN =
      Set.of("apiVersion", "kind", "namespace", "resources", "patches");

  private Overlay() {}

  static List<Manifest> render(Path folder) {
    JsonNode kustomization = document(folder.resolve(FILE));
    kustomization
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!KNOWN.contains(field)) {
                throw new IllegalArgumentException(field + " in " + folder + " is not known here");
              }
            });
    List<Manifest> rendered = new ArrayList<>();
    for (JsonNode resource : kustomization.path("resources")) {
      Path path = folder.resolve(resource.asText()).normalize();
      rendered.addAll(Files.isDirectory(path) ? render(path) : Manifests.read(path));
    }
    for (JsonNode patch : kustomization.path("patches")) {
      rendered = patched(rendered, patch, folder);
    }
    for (Manifest manifest : rendered) {
      if (kustomization.has("namespace")) {
        ((ObjectNode) manifest.at("/metadata")).set("namespace", kustomization.get("namespace"));
      }
    }
    return rendered;
  }

  private static List<Manifest> patched(List<Manifest> manifests, JsonNode patch, Path folder) {
    JsonNode steps = document(folder.resolve(patch.get("path").asText()));
    List<Manifest> patched = new ArrayList<>();
    boolean hit = false;
    for (Manifest manifest : manifests) {
      if (isTarget(manifest, patch.get("target"))) {
        hit = true;
        JsonNode content = JsonPatch.apply(steps, manifest.content());
        patched.add(
            new Manifest(manifest.source() + " in " + folder.getFileName(), (ObjectNode) content));
      } else {
        patched.add(manifest);
      }
    }
    if (!hit) {
      throw new IllegalArgumentException("Nothing is the target of " + patch + " in " + folder);
    }
    return patched;
  }

  private static boolean isTarget(Manifest manifest, JsonNode target) {
    String group = target.path("group").asText();
    String version = (group.isEmpty() ? "" : group + "/") + target.get("version").asText();
    return manifest.apiVersion().equals(version)
        && manifest.kind().equals(target.get("kind").asText())
        && manifest.name().equals(target.get("name").asText());
  }

  private static JsonNode document(Path file) {
    try {
      return Manifests.documents(file.toString(), Files.readString(file)).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
