package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A volume for Spark's scratch files, which the operator hands to Spark as settings; every other
 * volume comes to a pod by the webhook.
 */
record LocalVolume(String name, Kind kind, JsonNode source) {
  private static final String PREFIX = "spark-local-dir-";

  /** Kinds that Spark mounts by itself, each with the options that it takes. */
  enum Kind {
    EMPTY_DIR("emptyDir", List.of("sizeLimit", "medium")),
    HOST_PATH("hostPath", List.of("path", "type")),
    NFS("nfs", List.of("path", "server", "readOnly")),
    CLAIM("persistentVolumeClaim", List.of("claimName", "readOnly"));

    private final String field;
    private final List<String> options;

    Kind(String field, List<String> options) {
      this.field = field;
      this.options = options;
    }
  }

  static boolean isLocal(String name) {
    return name.startsWith(PREFIX);
  }

  static LocalVolume of(JsonNode volumes, String name) {
    for (JsonNode volume : volumes) {
      if (volume.path("name").asText().equals(name)) {
        for (Kind kind : Kind.values()) {
          if (volume.has(kind.field)) {
            return new LocalVolume(name, kind, volume.get(kind.field));
          }
        }
        throw new IllegalArgumentException("The operator does not submit a volume like " + volume);
      }
    }
    throw new IllegalArgumentException("There is no volume " + name);
  }

  List<Map.Entry<String, String>> settings(String role, JsonNode mount) {
    String prefix = "spark.kubernetes.%s.volumes.%s.%s.".formatted(role, kind.field, name);
    List<Map.Entry<String, String>> settings = new ArrayList<>();
    for (String field : List.of("mountPath", "subPath", "readOnly")) {
      String value = mount.path(field).asText();
      if (!value.isEmpty() && !value.equals("false")) {
        String key = field.equals("mountPath") ? "path" : field;
        settings.add(Map.entry(prefix + "mount." + key, value));
      }
    }
    for (String option : kind.options) {
      String value = source.path(option).asText();
      if (!value.isEmpty() && !value.equals("false")) {
        settings.add(Map.entry(prefix + "options." + option, value));
      }
    }
    return settings;
  }
}
