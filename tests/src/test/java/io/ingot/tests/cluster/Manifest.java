package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One Kubernetes object as it is written.
 *
 * @param source where it stands, for messages
 */
record Manifest(String source, ObjectNode content) {
  String kind() {
    return content.path("kind").asText();
  }

  String apiVersion() {
    return content.path("apiVersion").asText();
  }

  String name() {
    return content.at("/metadata/name").asText();
  }

  Optional<String> namespace() {
    return Optional.of(content.at("/metadata/namespace").asText()).filter(text -> !text.isEmpty());
  }

  JsonNode at(String pointer) {
    return content.at(pointer);
  }

  boolean isScheduled() {
    return kind().equals("ScheduledSparkApplication");
  }

  boolean isApplication() {
    return kind().equals("SparkApplication") || isScheduled();
  }

  /** What an application is to do, scheduled or not. */
  ObjectNode application() {
    return (ObjectNode) at(isScheduled() ? "/spec/template" : "/spec");
  }

  Manifest copy() {
    return new Manifest(source, content.deepCopy());
  }

  @Override
  public String toString() {
    return kind() + " " + name() + " (" + source + ")";
  }
}
