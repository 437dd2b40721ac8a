package io.ingot.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A custom resource definition as a strict JSON schema.
 *
 * <p>An API server drops a field that it does not know; here it is an error, so that a misspelt one
 * is found. What the definition leaves open ({@code x-kubernetes-preserve-unknown-fields}) stays
 * open; {@link CoreKinds} looks at pod templates. Defaults play no part.
 */
final class CrdSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** An API server judges metadata by rules of its own; the definition says no more than object. */
  private static final String METADATA =
      """
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string, pattern: '^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$'}
        namespace: {type: string, pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'}
        labels: {type: object, additionalProperties: {type: string, maxLength: 63}}
        annotations: {type: object, additionalProperties: {type: string}}
      """;

  private final JsonSchema schema;

  private CrdSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * The definition of a kind in its version that is served, from a file that has one definition.
   */
  static CrdSchema of(Path definition) {
    try {
      List<JsonNode> documents =
          Manifests.documents(definition.toString(), Files.readString(definition));
      return of(documents.get(0).at("/spec/versions/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + definition, e);
    }
  }

  static CrdSchema of(JsonNode openApi) {
    ObjectNode schema = openApi.deepCopy();
    tighten(schema);
    if (schema.at("/properties/metadata").isObject()) {
      ((ObjectNode) schema.get("properties"))
          .set("metadata", Manifests.documents("metadata", METADATA).get(0));
    }
    return new CrdSchema(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema));
  }

  /** Each fault with its path; none where the object is valid. */
  List<String> faults(JsonNode object) {
    return schema.validate(object).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  private static void tighten(ObjectNode schema) {
    if (schema.has("x-kubernetes-validations")) {
      throw new IllegalArgumentException("Rules in CEL are not judged here: " + schema);
    }
    children(schema.path("properties")).forEach(CrdSchema::tighten);
    Stream.of("items", "additionalProperties")
        .map(schema::path)
        .filter(JsonNode::isObject)
        .forEach(child -> tighten((ObjectNode) child));
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      schema.remove("type");
      schema.set("anyOf", NODES.arrayNode().add(ofType("integer")).add(ofType("string")));
    } else if (isClosed(schema)) {
      schema.put("additionalProperties", false);
    }
    if (schema.path("nullable").asBoolean() && schema.has("type")) {
      schema.set("type", NODES.arrayNode().add(schema.get("type")).add("null"));
    }
    bound(schema);
  }

  private static boolean isClosed(ObjectNode schema) {
    return schema.path("type").asText().equals("object")
        && !schema.has("additionalProperties")
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  /** A format of OpenAPI means nothing to JSON schema; the numbers behind it do. */
  private static void bound(ObjectNode schema) {
    Map<String, Long> greatest = Map.of("int32", (long) Integer.MAX_VALUE, "int64", Long.MAX_VALUE);
    Long limit = greatest.get(schema.path("format").asText());
    if (limit != null) {
      schema.remove("format");
      schema.put("maximum", Math.min(limit, schema.path("maximum").asLong(limit)));
    }
  }

  private static Stream<ObjectNode> children(JsonNode properties) {
    Stream.Builder<ObjectNode> children = Stream.builder();
    properties.forEach(child -> children.add((ObjectNode) child));
    return children.build();
  }

  private static ObjectNode ofType(String type) {
    return NODES.objectNode().put("type", type);
  }
}
