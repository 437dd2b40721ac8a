package io.ingot.app.k8s;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** An object of a manifest while it is built; keys stay in the order in which they were said. */
final class Tree {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final ObjectNode node = MAPPER.createObjectNode();

  private Tree() {}

  static Tree empty() {
    return new Tree();
  }

  /** Text, a number, a truth, a map, a tree, or a list of them. */
  Tree with(String key, Object value) {
    node.set(key, MAPPER.valueToTree(value));
    return this;
  }

  /** The key only where there is something to say. */
  Tree with(String key, Optional<?> value) {
    value.ifPresent(said -> with(key, said));
    return this;
  }

  /** The key only where the map holds something. */
  Tree withSome(String key, Map<String, String> values) {
    return values.isEmpty() ? this : with(key, values);
  }

  /** The key only where the list holds something. */
  Tree withSome(String key, Collection<?> values) {
    return values.isEmpty() ? this : with(key, values);
  }

  /** What was built so far. */
  @JsonValue
  ObjectNode node() {
    return node.deepCopy();
  }
}
