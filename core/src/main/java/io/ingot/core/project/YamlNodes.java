package io.ingot.core.project;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's nodes of one file into ours, and tells what YAML allows but a project does not.
 */
final class YamlNodes {
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP);

  private final String file;
  private final Problems problems;
  private final Map<org.yaml.snakeyaml.nodes.Node, Node> converted = new IdentityHashMap<>();
  private final Set<org.yaml.snakeyaml.nodes.Node> open =
      Collections.newSetFromMap(new IdentityHashMap<>());

  YamlNodes(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** An alias gives the node of its anchor, so each node is converted once. */
  Node convert(org.yaml.snakeyaml.nodes.Node yaml) {
    Node known = converted.get(yaml);
    if (known != null) {
      return known;
    }
    if (!open.add(yaml)) {
      return broken(yaml, "This anchor holds an alias of itself. Write the value out.");
    }
    Node node =
        TAGS.contains(yaml.getTag())
            ? plain(yaml)
            : broken(yaml, "YAML tags such as !x are not allowed. Write a plain value.");
    open.remove(yaml);
    converted.put(yaml, node);
    return node;
  }

  private Node plain(org.yaml.snakeyaml.nodes.Node yaml) {
    if (yaml instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (yaml instanceof SequenceNode sequence) {
      return new Node.Sequence(
          place(yaml), sequence.getValue().stream().map(this::convert).toList());
    }
    return yaml.getTag().equals(Tag.NULL)
        ? new Node.Nothing(place(yaml))
        : new Node.Scalar(place(yaml), ((ScalarNode) yaml).getValue());
  }

  private Node mapping(MappingNode mapping) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place at = place(tuple.getKeyNode());
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        problems.add(at, "Merge keys (<<) are not allowed. Write the keys out.");
      } else if (tuple.getKeyNode() instanceof ScalarNode key) {
        add(entries, key.getValue(), new Node.Entry(at, convert(tuple.getValueNode())));
      } else {
        problems.add(at, "A key is one word, not a list or a mapping.");
      }
    }
    return new Node.Mapping(place(mapping), entries);
  }

  private void add(Map<String, Node.Entry> entries, String key, Node.Entry entry) {
    Node.Entry first = entries.putIfAbsent(key, entry);
    if (first != null) {
      problems.add(
          entry.place(),
          "Duplicate key '" + key + "': it already stands in line " + first.place().line() + ".");
    }
  }

  private Node broken(org.yaml.snakeyaml.nodes.Node yaml, String message) {
    problems.add(place(yaml), message);
    return new Node.Broken(place(yaml));
  }

  private Place place(org.yaml.snakeyaml.nodes.Node yaml) {
    var mark = yaml.getStartMark();
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
