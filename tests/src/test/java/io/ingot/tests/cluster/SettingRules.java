package io.ingot.tests.cluster;

import static io.ingot.tests.cluster.ManifestLint.Rule.ofEach;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.tests.cluster.ManifestLint.Fault;
import io.ingot.tests.cluster.ManifestLint.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Settings that would be passed over, mean something else or give a secret away. */
final class SettingRules {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(secret|password|passwd|token|access[._-]?key|api[._-]?key|private[._-]?key).*");

  /** Such names say where a secret is and not what it is. */
  private static final Pattern PLACE = Pattern.compile("(?i).*(file|path|dir|provider|name)");

  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|://[^/\\s:@]*:[^/\\s@]+@"
              + "|(?i)(password|secret|token)=[^\\s&;$]");

  private static final String VERSION = "\\d+\\.\\d+\\.\\d+";

  /** Spark's units; Mi and Gi are Kubernetes' and end a submission. */
  private static final String MEMORY = "[1-9]\\d*[kmgtKMGT]";

  private static final String QUANTITY = "([1-9]\\d*m?|\\d+\\.\\d+)";

  private SettingRules() {}

  static List<Rule> all() {
    return List.of(
        ofEach(5, "dynamic allocation", SettingRules::allocation),
        new Rule(8, "spark-defaults.conf", SettingRules::defaults),
        ofEach(10, "types and units", SettingRules::types),
        new Rule(14, "secrets", SettingRules::secrets));
  }

  private static Stream<String> allocation(Manifest manifest) {
    JsonNode spec = manifest.application();
    JsonNode conf = spec.path("sparkConf");
    List<String> faults = new ArrayList<>();
    conf.fieldNames()
        .forEachRemaining(
            key -> {
              if (key.matches("(?i)spark\\.dynamicAllocation\\.(enabled|.*Executors)")) {
                faults.add(key + " in sparkConf leaves executor.instances at 1; use the block");
              }
            });
    if (conf.path("spark.shuffle.service.enabled").asBoolean()) {
      faults.add("spark.shuffle.service.enabled wants a service that Kubernetes does not have");
    }
    JsonNode block = spec.path("dynamicAllocation");
    if (block.path("enabled").asBoolean()) {
      if (!block.path("shuffleTrackingEnabled").asBoolean(true)) {
        faults.add("dynamic allocation without shuffle tracking loses shuffles with executors");
      }
      if (spec.at("/executor").has("instances")) {
        faults.add("executor.instances beside dynamicAllocation says how many twice");
      }
    }
    return faults.stream();
  }

  private static Stream<Fault> defaults(ManifestSet set) {
    return set.applications()
        .flatMap(
            application -> {
              String used = application.application().path("sparkConfigMap").asText();
              return set.manifests().stream()
                  .filter(each -> each.kind().equals("ConfigMap") && each.name().equals(used))
                  .filter(each -> each.at("/data").has("spark-defaults.conf"))
                  .map(
                      each ->
                          new Fault(
                              8,
                              application.toString(),
                              "the spark-defaults.conf in " + used + " is never read"));
            });
  }

  private static Stream<String> types(Manifest manifest) {
    JsonNode spec = manifest.application();
    List<String> faults = new ArrayList<>();
    require(faults, spec, "/sparkVersion", VERSION);
    for (String role : List.of("/driver", "/executor")) {
      for (String memory : List.of("/memory", "/memoryOverhead")) {
        require(faults, spec, role + memory, MEMORY);
      }
      for (String cores : List.of("/coreRequest", "/coreLimit")) {
        require(faults, spec, role + cores, QUANTITY);
      }
      JsonNode cores = spec.at(role + "/cores");
      if (!cores.isMissingNode() && (!cores.isInt() || cores.asInt() < 1)) {
        faults.add(role + "/cores is not a whole number of at least 1");
      }
    }
    for (String map : List.of("sparkConf", "hadoopConf")) {
      for (Map.Entry<String, JsonNode> setting : iterable(spec.path(map))) {
        if (!setting.getValue().isTextual()) {
          faults.add(map + "/" + setting.getKey() + " is not a text; quote it");
        }
      }
    }
    return faults.stream();
  }

  private static void require(List<String> faults, JsonNode spec, String path, String pattern) {
    JsonNode value = spec.at(path);
    if (!value.isMissingNode() && !(value.isTextual() && value.asText().matches(pattern))) {
      faults.add(path + " is " + value + ", which is not a text like " + pattern);
    }
  }

  /** In every kind: secrets end in the object, in a config map, in the operator's log. */
  private static Stream<Fault> secrets(ManifestSet set) {
    return set.manifests().stream()
        .filter(manifest -> !manifest.kind().equals("CustomResourceDefinition"))
        .flatMap(
            manifest -> {
              List<String> faults = new ArrayList<>();
              if (manifest.kind().equals("Secret")) {
                faults.add("holds its own entries; make it where secrets are kept");
              }
              settings(faults, manifest);
              named(faults, "", manifest.content());
              return faults.stream().map(text -> new Fault(14, manifest.toString(), text));
            });
  }

  private static void settings(List<String> faults, Manifest manifest) {
    if (!manifest.isApplication()) {
      return;
    }
    for (String map :
        List.of("/sparkConf", "/hadoopConf", "/driver/envVars", "/executor/envVars")) {
      for (Map.Entry<String, JsonNode> setting : iterable(manifest.application().at(map))) {
        if (isSecret(setting.getKey())) {
          faults.add(map + "/" + setting.getKey() + " stands there for all to read");
        }
      }
    }
  }

  private static void named(List<String> faults, String path, JsonNode node) {
    if (node.isTextual() && SECRET_VALUE.matcher(node.asText()).find()) {
      faults.add(path + " holds a login or a key");
    }
    if (path.matches(".*/env/\\d+") && node.has("value") && isSecret(node.path("name").asText())) {
      faults.add(path + " gives " + node.path("name").asText() + " as it is; use valueFrom");
    }
    for (Map.Entry<String, JsonNode> field : iterable(node)) {
      named(faults, path + "/" + field.getKey(), field.getValue());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      named(faults, path + "/" + i, node.get(i));
    }
  }

  private static boolean isSecret(String name) {
    return SECRET_NAME.matcher(name).matches() && !PLACE.matcher(name).matches();
  }

  private static Iterable<Map.Entry<String, JsonNode>> iterable(JsonNode node) {
    return node::fields;
  }
}
