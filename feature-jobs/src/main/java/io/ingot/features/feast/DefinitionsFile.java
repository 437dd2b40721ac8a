package io.ingot.features.feast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A repository as Python, for a team that wants to go on by {@code feast apply}, or reads better in
 * it than in a registry's bytes.
 */
final class DefinitionsFile {
  private static final String HEAD =
      """
      from datetime import timedelta

      from feast import Entity, FeatureService, FeatureView, Field, FileSource, ValueType
      from feast.data_format import DeltaFormat
      from feast.types import (
          Array, Bool, Bytes, Float32, Float64, Int32, Int64, String, UnixTimestamp
      )
      """;

  private final StringBuilder text = new StringBuilder(HEAD);
  private final Set<String> taken = new HashSet<>();
  private final Map<Object, String> variables = new HashMap<>();

  private DefinitionsFile() {}

  /** The text of the file. */
  static String text(FeastRepository repository) {
    DefinitionsFile file = new DefinitionsFile();
    repository.entities().forEach(file::add);
    repository.views().forEach(file::add);
    repository.services().forEach(file::add);
    return file.text.toString();
  }

  private void add(EntitySpec entity) {
    List<String> arguments = new ArrayList<>();
    arguments.add("name=" + Python.text(entity.name()));
    arguments.add("join_keys=[" + Python.text(entity.key()) + "]");
    arguments.add("value_type=ValueType." + entity.type());
    about(entity.about(), arguments);
    call(variable("entity_", entity.name(), entity.name()), "Entity", arguments);
  }

  private void add(ViewSpec view) {
    String source = variable("source_", view.name(), view.source());
    call(
        source,
        "FileSource",
        List.of(
            "name=" + Python.text(view.source().name()),
            "path=" + Python.text(view.source().path()),
            "file_format=DeltaFormat()",
            "timestamp_field=\"valid_from\"",
            "created_timestamp_column=\"known_time\""));
    List<String> arguments = new ArrayList<>();
    arguments.add("name=" + Python.text(view.name()));
    arguments.add(
        view.entities().stream()
            .map(entity -> variables.get(entity.name()))
            .collect(Collectors.joining(", ", "entities=[", "]")));
    List<FieldSpec> columns =
        new ArrayList<>(view.entities().stream().map(EntitySpec::column).toList());
    columns.addAll(view.features());
    arguments.add(
        columns.stream()
            .map(DefinitionsFile::field)
            .collect(Collectors.joining("", "schema=[\n", "    ]")));
    arguments.add("ttl=" + view.ttl().map(Python::duration).orElse("timedelta(0)"));
    arguments.add("online=" + Python.truth(view.online()));
    arguments.add("source=" + source);
    about(view.about(), arguments);
    call(variable("view_", view.name(), view), "FeatureView", arguments);
  }

  private void add(ServiceSpec service) {
    List<String> arguments = new ArrayList<>();
    arguments.add("name=" + Python.text(service.name()));
    arguments.add(
        service.taken().stream()
            .map(part -> variables.get(part.view()) + (part.isWhole() ? "" : chosen(part)))
            .collect(Collectors.joining(", ", "features=[", "]")));
    about(service.about(), arguments);
    call(variable("service_", service.name(), service), "FeatureService", arguments);
  }

  private static String chosen(ServiceSpec.Taken part) {
    return part.features().stream()
        .map(field -> Python.text(field.name()))
        .collect(Collectors.joining(", ", "[[", "]]"));
  }

  private static String field(FieldSpec field) {
    return "        Field(name=%s, dtype=%s%s%s),\n"
        .formatted(
            Python.text(field.name()),
            Python.type(field.type()),
            field.description().isEmpty()
                ? ""
                : ", description=" + Python.text(field.description()),
            field.tags().isEmpty() ? "" : ", tags=" + Python.map(field.tags()));
  }

  private static void about(About about, List<String> arguments) {
    about.description().ifPresent(said -> arguments.add("description=" + Python.text(said)));
    if (!about.tags().isEmpty()) {
      arguments.add("tags=" + Python.map(about.tags()));
    }
    about.owner().ifPresent(said -> arguments.add("owner=" + Python.text(said)));
  }

  private void call(String variable, String type, List<String> arguments) {
    text.append("\n").append(variable).append(" = ").append(type).append("(\n");
    arguments.forEach(argument -> text.append("    ").append(argument).append(",\n"));
    text.append(")\n");
  }

  /**
   * A variable for a thing; names that Python does not take, or that fall together, are changed.
   */
  private String variable(String kind, String name, Object thing) {
    String base = kind + name.replaceAll("[^A-Za-z0-9_]", "_");
    String variable = base;
    for (int i = 2; !taken.add(variable); i++) {
      variable = base + "_" + i;
    }
    variables.put(thing, variable);
    return variable;
  }
}
