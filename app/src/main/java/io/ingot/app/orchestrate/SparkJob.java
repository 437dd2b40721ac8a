package io.ingot.app.orchestrate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.error.ProjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The SparkApplication that each task is one of.
 *
 * @param apiVersion of its kind
 * @param name of the job's own manifest
 * @param namespace where it runs
 * @param spec without arguments, and without retries: the orchestrator is who retries
 * @param place the arguments that say where the project lies, and which environment is meant
 */
record SparkJob(
    String apiVersion, String name, String namespace, ObjectNode spec, List<String> place) {
  SparkJob {
    Objects.requireNonNull(apiVersion, "apiVersion");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(namespace, "namespace");
    spec = spec.deepCopy();
    place = List.copyOf(place);
  }

  /**
   * Out of a job's manifest.
   *
   * @param words how many of its arguments are the job's own
   * @throws ProjectException when a value of it would be taken for a template
   */
  static SparkJob of(ObjectNode manifest, int words) {
    ObjectNode outer = manifest.withObject("/spec");
    ObjectNode spec = (outer.has("template") ? outer.withObject("/template") : outer).deepCopy();
    List<String> arguments = new ArrayList<>();
    spec.path("arguments").forEach(word -> arguments.add(word.asText()));
    spec.remove(List.of("arguments", "suspend"));
    spec.putObject("restartPolicy").put("type", "Never");
    String text = spec.toString();
    Stream.of("{{", "{%", "{#")
        .filter(text::contains)
        .findFirst()
        .ifPresent(
            mark -> {
              throw new ProjectException(
                  "A value below 'cluster:' holds "
                      + mark
                      + ", which Airflow and Argo would take for something to fill in. Write it"
                      + " otherwise.");
            });
    return new SparkJob(
        manifest.path("apiVersion").asText(),
        manifest.path("metadata").path("name").asText(),
        manifest.path("metadata").path("namespace").asText(),
        spec,
        arguments.subList(words, arguments.size()));
  }

  @Override
  public ObjectNode spec() {
    return spec.deepCopy();
  }

  /** The spec with arguments. */
  ObjectNode spec(List<String> arguments) {
    ObjectNode whole = spec();
    ArrayNode words = whole.putArray("arguments");
    arguments.forEach(words::add);
    return whole;
  }

  /** The arguments of a run of selected tables. */
  List<String> arguments(String select) {
    return Stream.concat(Stream.of("run", "--select", select), place.stream()).toList();
  }
}
