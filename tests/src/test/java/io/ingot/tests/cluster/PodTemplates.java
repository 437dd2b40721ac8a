package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that the operator gives Spark as pod templates since 2.4, whether the application has a
 * template or not: they say whose the pods are.
 */
final class PodTemplates {
  private PodTemplates() {}

  static void write(Manifest application, Path folder) {
    for (String role : List.of("driver", "executor")) {
      try {
        Files.createDirectories(folder);
        // YAML takes JSON as it is.
        Files.writeString(
            folder.resolve(role + "-pod-template.yaml"), template(application, role).toString());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write into " + folder, e);
      }
    }
  }

  /** As Go writes the type: what its author left out and what has no value is null. */
  private static ObjectNode template(Manifest application, String role) {
    JsonNode own = application.application().path(role).path("template");
    ObjectNode template = own.isObject() ? own.deepCopy() : application.content().objectNode();
    ObjectNode spec = template.withObject("/spec");
    if (!own.isObject()) {
      spec.putArray("containers").addObject().put("name", "spark-kubernetes-" + role);
    } else if (!spec.has("containers")) {
      spec.putNull("containers");
    }
    for (JsonNode container : spec.path("containers")) {
      if (!container.has("resources")) {
        ((ObjectNode) container).putObject("resources");
      }
    }
    template.withObject("/metadata").putNull("creationTimestamp");
    ObjectNode owner =
        template
            .withObject("/metadata")
            .withArray("/ownerReferences")
            .addObject()
            .put("apiVersion", application.apiVersion())
            .put("kind", application.kind())
            .put("name", application.name())
            .put("uid", application.at("/metadata/uid").asText());
    if (role.equals("driver")) {
      owner.put("controller", true).put("blockOwnerDeletion", true);
    }
    return template;
  }
}
