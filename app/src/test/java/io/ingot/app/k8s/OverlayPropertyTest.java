package io.ingot.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import io.ingot.core.cli.Launcher;
import io.ingot.core.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.commons.io.FileUtils;

/** Base and overlay of any project, put together, are what the environment prints by itself. */
class OverlayPropertyTest {
  /** The parser of all verbs takes a tenth of a second to be made, and one is made for each job. */
  private static final JobArguments WORDS =
      new JobArguments(
          Launcher.verbs().stream()
              .filter(verb -> List.of("run", "maintain", "quality check").contains(verb.name()))
              .toList());

  private static final YAMLMapper YAML = new YAMLMapper();

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void baseAndPatchesMakeWhatTheEnvironmentSays(
      @ForAll("clusters") String dev,
      @ForAll("clusters") String prod,
      @ForAll("clusters") String test)
      throws IOException {
    Path folder = Files.createTempDirectory("overlays");
    try {
      write(folder.resolve("ingot.yml"), "name: p\nlake: s3a://b/l\nlease: {kind: kubernetes}\n");
      Map<String, String> said = new LinkedHashMap<>();
      said.put("dev", dev);
      said.put("prod", prod);
      said.put("test", test);
      for (Map.Entry<String, String> each : said.entrySet()) {
        write(folder.resolve("env/" + each.getKey() + ".yml"), each.getValue());
      }
      List<Project> projects = new Environments(folder).withCluster();
      assertThat(projects).hasSize(3);
      Map<String, List<Manifest>> printed = new LinkedHashMap<>();
      projects.forEach(
          project -> printed.put(project.environment(), new Manifests(project, WORDS).all()));
      Overlays overlays = new Overlays("p");
      printed.forEach(overlays::with);
      Map<String, String> files = overlays.files();

      for (Map.Entry<String, List<Manifest>> environment : printed.entrySet()) {
        Map<String, JsonNode> direct = new TreeMap<>();
        for (Manifest manifest : environment.getValue()) {
          direct.put(manifest.id().kind() + " " + manifest.id().name(), read(manifest));
        }
        Map<String, JsonNode> built = built(files, "overlays/" + environment.getKey());
        assertThat(built.keySet()).isEqualTo(direct.keySet());
        direct.forEach((id, object) -> assertThat(built.get(id)).as(id).isEqualTo(object));
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  /** What kustomize does with a tree of resources, patches and a namespace. */
  private static Map<String, JsonNode> built(Map<String, String> files, String folder)
      throws IOException {
    JsonNode kustomization = YAML.readTree(files.get(folder + "/kustomization.yaml"));
    Map<String, JsonNode> objects = new TreeMap<>();
    for (JsonNode resource : kustomization.path("resources")) {
      Path path = Path.of(folder).resolve(resource.asText()).normalize();
      if (files.containsKey(path.toString())) {
        objects.putAll(Cli.objects(files.get(path.toString())));
      } else {
        objects.putAll(built(files, path.toString()));
      }
    }
    for (JsonNode patch : kustomization.path("patches")) {
      String target = patch.at("/target/kind").asText() + " " + patch.at("/target/name").asText();
      JsonNode steps = YAML.readTree(files.get(folder + "/" + patch.path("path").asText()));
      assertThat(objects).containsKey(target);
      objects.put(target, JsonPatch.apply(steps, objects.get(target)));
    }
    if (kustomization.has("namespace")) {
      objects.replaceAll(
          (id, object) -> {
            ObjectNode placed = object.deepCopy();
            placed.withObject("/metadata").set("namespace", kustomization.get("namespace"));
            return placed;
          });
    }
    return objects;
  }

  /** By way of JSON, and so without the YAML that is looked at. */
  private static JsonNode read(Manifest manifest) throws IOException {
    return new ObjectMapper().readTree(manifest.tree().toString());
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<String> clusters() {
    Arbitrary<String> sizes =
        Arbitraries.of(
            "",
            "  driver: {cores: 4, memory: 8g}\n",
            "  executor: {cores: 2, memory: 16g, overhead: 4g}\n  executors: {min: 5, max: 50}\n",
            "  retry: {failures: 0, submissions: 0}\n  disk: 1tb\n");
    Arbitrary<String> places =
        Arbitraries.of(
            "",
            "  placement: {nodes: {a/b~c: d}}\n",
            "  placement: {tolerations: [{key: k}, {key: l, value: m}], spot: {s: t}}\n",
            "  placement: {scheduler: yunikorn, queue: root.q, priority: high}\n",
            "  placement: {tolerations: [{key: l, value: m}]}\n");
    Arbitrary<String> names =
        Arbitraries.of(
            "", "  namespace: other\n", "  identity: {a/role: 'x:y'}\n", "  secrets: [s]\n");
    Arbitrary<String> values =
        Arbitraries.of(
            "1",
            "true",
            "no",
            "3.10",
            "0x1f",
            "1e3",
            "null",
            "~",
            "",
            "a: b",
            "- x",
            "#c",
            "12:30",
            "2026-01-01",
            "line\\nbreak",
            " spaced ",
            "*a",
            "\\u00e9",
            "'",
            "y");
    Arbitrary<String> settings =
        values
            .list()
            .ofMaxSize(4)
            .map(
                list -> {
                  StringBuilder text = new StringBuilder("  environment: {");
                  for (int i = 0; i < list.size(); i++) {
                    text.append(i == 0 ? "" : ", ")
                        .append("V")
                        .append(i)
                        .append(": \"")
                        .append(list.get(i))
                        .append('"');
                  }
                  return text.append("}\n").toString();
                });
    Arbitrary<String> jobs =
        Combinators.combine(job("daily"), job("quality"), job("again"))
            .as(
                (a, b, c) -> {
                  List<String> lines = new ArrayList<>(List.of(a, b, c));
                  lines.removeIf(String::isEmpty);
                  return lines.isEmpty() ? "" : "  jobs:\n" + String.join("", lines);
                });
    return Combinators.combine(sizes, places, names, settings, jobs)
        .as((a, b, c, d, e) -> "cluster:\n  image: r/i:1\n" + a + b + c + d + e);
  }

  private static Arbitrary<String> job(String name) {
    return Arbitraries.of(
        "",
        "    " + name + ": {do: run}\n",
        "    " + name + ": {do: run --select silver, schedule: '0 2 * * *'}\n",
        "    " + name + ": {do: quality check, schedule: '5 * * * *', suspend: true}\n",
        "    " + name + ": {do: maintain --yes, executors: {min: 3}}\n");
  }
}
