package io.ingot.core.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of every kind of project file, made from the records that the
 * files are read into. An editor uses it when a file's first line says {@code #
 * yaml-language-server: $schema=../schema/silver.schema.json}.
 */
public final class ProjectSchema {
  private ProjectSchema() {}

  /** The kinds of files. */
  public enum Kind {
    /** {@code ingot.yml}. */
    PROJECT("ingot.schema.json", ProjectFile.class),
    /** {@code env/*.yml}: the keys of {@code ingot.yml}, none of them required. */
    ENVIRONMENT("env.schema.json", ProjectFile.class),
    /** {@code bronze/*.yml}. */
    BRONZE("bronze.schema.json", BronzeTable.class),
    /** {@code silver/*.yml}. */
    SILVER("silver.schema.json", SilverTable.class),
    /** {@code gold/*.yml}. */
    GOLD("gold.schema.json", GoldTable.class),
    /** {@code features/*.yml}. */
    FEATURES("features.schema.json", FeatureView.class),
    /** {@code quality/*.yml}. */
    QUALITY("quality.schema.json", Suite.class),
    /** {@code services/*.yml}. */
    SERVICES("services.schema.json", Service.class);

    private final String fileName;
    private final Class<? extends Record> record;

    Kind(String fileName, Class<? extends Record> record) {
      this.fileName = fileName;
      this.record = record;
    }

    /** The name under which {@link #all} gives the schema. */
    public String fileName() {
      return fileName;
    }

    private ObjectNode schema() {
      return (this == ENVIRONMENT ? RecordSchema.overlay() : RecordSchema.whole()).document(record);
    }
  }

  /** The schema of one kind of file, as indented JSON. */
  public static String json(Kind kind) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(kind.schema());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree is always writable", e);
    }
  }

  /** Every schema by its file name. */
  public static Map<String, String> all() {
    Map<String, String> schemas = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      schemas.put(kind.fileName(), json(kind));
    }
    return Collections.unmodifiableMap(schemas);
  }
}
