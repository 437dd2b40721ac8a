package io.ingot.app.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.error.ProjectException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of manifests, which lie in git, in etcd, in the operator's log and in the event
 * log. No message repeats a value.
 */
final class NoSecrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)secret|passw(or)?d|pwd|token|access[._-]?key|api[._-]?key|credential"
              + "|(private|account|encryption)[._-]?key|\\bauth\\b|connection[._-]?string|sas[._-]?|jaas");

  /** A path tells where a secret is, and not what it is. */
  private static final Pattern PLACE = Pattern.compile("(?i).*[._-](file|path|dir)");

  /** So does the name of a thing of AWS, such as a key that encrypts. */
  private static final String ARN = "arn:";

  private static final Pattern VALUE =
      Pattern.compile(
          "://[^/\\s:@]*:[^/\\s@]+@|(?i)(password|passwd|pwd|secret|token|api[_-]?key)=[^\\s&;]"
              + "|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY");

  private NoSecrets() {}

  /**
   * Refuses entries whose names say that they are secrets.
   *
   * @param where the key of the project's file that holds them
   */
  static void requireNone(String where, Map<String, String> entries) {
    entries.entrySet().stream()
        .filter(entry -> !entry.getValue().startsWith(ARN))
        .map(Map.Entry::getKey)
        .filter(name -> NAME.matcher(name).find() && !PLACE.matcher(name).matches())
        .findFirst()
        .ifPresent(
            name -> {
              throw refused(where + "." + name + " looks like a secret");
            });
  }

  /** Refuses a manifest with a text that holds a login. */
  static void requireNone(Manifest manifest) {
    requireNone(manifest.id(), "", manifest.tree());
  }

  private static void requireNone(Manifest.Id id, String path, JsonNode node) {
    if (node.isTextual() && VALUE.matcher(node.asText()).find()) {
      throw refused(path + " of " + id.kind() + " " + id.name() + " holds a login or a key");
    }
    node.fields()
        .forEachRemaining(field -> requireNone(id, path + "/" + field.getKey(), field.getValue()));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        requireNone(id, path + "/" + i, node.get(i));
      }
    }
  }

  private static ProjectException refused(String what) {
    return new ProjectException(
        what
            + ", and a manifest is kept in git and shown to many. Put it into a Secret of the"
            + " namespace, name the Secret in cluster.secrets, and read it by ${env:NAME}.");
  }
}
