package io.ingot.app.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The steps from one tree to another, as JSON Patch (RFC 6902) says them. */
final class TreeDifference {
  private final ArrayNode steps = JsonNodeFactory.instance.arrayNode();

  private TreeDifference() {}

  /** Steps that make the second of the first; none where they are equal. */
  static ArrayNode between(JsonNode from, JsonNode to) {
    TreeDifference difference = new TreeDifference();
    difference.walk("", from, to);
    return difference.steps;
  }

  private void walk(String path, JsonNode from, JsonNode to) {
    if (from.equals(to)) {
      return;
    }
    if (from.isObject() && to.isObject()) {
      fields(path, from, to);
    } else if (from.isArray() && to.isArray()) {
      items(path, from, to);
    } else {
      step("replace", path).set("value", to);
    }
  }

  private void fields(String path, JsonNode from, JsonNode to) {
    from.fieldNames()
        .forEachRemaining(
            name -> {
              if (to.has(name)) {
                walk(below(path, name), from.get(name), to.get(name));
              } else {
                step("remove", below(path, name));
              }
            });
    to.fieldNames()
        .forEachRemaining(
            name -> {
              if (!from.has(name)) {
                step("add", below(path, name)).set("value", to.get(name));
              }
            });
  }

  /** Items have no names to find them by: where their number changes, the whole list does. */
  private void items(String path, JsonNode from, JsonNode to) {
    if (from.size() != to.size()) {
      step("replace", path).set("value", to);
      return;
    }
    for (int i = 0; i < to.size(); i++) {
      walk(path + "/" + i, from.get(i), to.get(i));
    }
  }

  private ObjectNode step(String operation, String path) {
    return steps.addObject().put("op", operation).put("path", path);
  }

  private static String below(String path, String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
