package io.ingot.app.k8s;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The manifests of several environments as a kustomize tree: what all of them have is the base, as
 * the first of them has it; an overlay holds its namespace, the differences, and what is its own.
 */
final class Overlays {
  private static final String KUSTOMIZATION = "kustomization.yaml";

  private final String project;
  private final Map<String, Map<Manifest.Id, Manifest>> environments = new LinkedHashMap<>();
  private final Map<String, String> namespaces = new TreeMap<>();

  /**
   * @param project its name, for the head of each file
   */
  Overlays(String project) {
    this.project = project;
  }

  /** Lays an environment beside the others; the first one is what they are compared with. */
  Overlays with(String environment, List<Manifest> manifests) {
    Map<Manifest.Id, Manifest> byId = new TreeMap<>();
    for (Manifest manifest : manifests) {
      byId.put(manifest.id(), manifest.anywhere());
      namespaces.put(environment, manifest.tree().path("metadata").path("namespace").asText());
    }
    environments.put(environment, byId);
    return this;
  }

  /** The text of each file, by its path below the tree's folder. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    Map<Manifest.Id, Manifest> base = base();
    List<String> resources = new ArrayList<>();
    base.forEach(
        (id, manifest) -> {
          resources.add(file(id));
          files.put("base/" + file(id), text(ManifestYaml.of(manifest.tree())));
        });
    files.put("base/" + KUSTOMIZATION, text(kustomization(Optional.empty(), resources, List.of())));
    environments.forEach((name, manifests) -> overlay(name, manifests, base, files));
    return files;
  }

  private Map<Manifest.Id, Manifest> base() {
    Map<Manifest.Id, Manifest> first =
        environments.values().stream().findFirst().orElseGet(Map::of);
    Map<Manifest.Id, Manifest> base = new TreeMap<>(first);
    environments.values().forEach(other -> base.keySet().retainAll(other.keySet()));
    return base;
  }

  private void overlay(
      String name,
      Map<Manifest.Id, Manifest> manifests,
      Map<Manifest.Id, Manifest> base,
      Map<String, String> files) {
    String folder = "overlays/" + name + "/";
    List<String> resources = new ArrayList<>(List.of("../../base"));
    List<Tree> patches = new ArrayList<>();
    manifests.forEach(
        (id, manifest) -> {
          if (!base.containsKey(id)) {
            resources.add(file(id));
            files.put(folder + file(id), text(ManifestYaml.of(manifest.tree())));
            return;
          }
          ArrayNode steps = TreeDifference.between(base.get(id).tree(), manifest.tree());
          if (!steps.isEmpty()) {
            String patch = file(id).replaceFirst("\\.yaml$", ".patch.yaml");
            patches.add(patch(id, patch));
            files.put(folder + patch, text(ManifestYaml.of(steps)));
          }
        });
    files.put(
        folder + KUSTOMIZATION,
        text(kustomization(Optional.of(namespaces.get(name)), resources, patches)));
  }

  private static Tree patch(Manifest.Id id, String path) {
    Tree target = Tree.empty();
    if (!id.group().isEmpty()) {
      target.with("group", id.group());
    }
    return Tree.empty()
        .with("path", path)
        .with(
            "target",
            target.with("version", id.version()).with("kind", id.kind()).with("name", id.name()));
  }

  private static String kustomization(
      Optional<String> namespace, List<String> resources, List<Tree> patches) {
    return ManifestYaml.of(
        Tree.empty()
            .with("apiVersion", "kustomize.config.k8s.io/v1beta1")
            .with("kind", "Kustomization")
            .with("namespace", namespace)
            .withSome("resources", resources)
            .withSome("patches", patches)
            .node());
  }

  private String text(String yaml) {
    return WrittenFiles.head(project) + yaml;
  }

  private static String file(Manifest.Id id) {
    return id.kind().equals("ServiceAccount")
        ? "service-account.yaml"
        : "job-" + id.name() + ".yaml";
  }
}
