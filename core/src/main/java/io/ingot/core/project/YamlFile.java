package io.ingot.core.project;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads one YAML file as nodes with places; builds no object of the file's choosing. */
final class YamlFile {
  private YamlFile() {}

  /** The file's keys; empty, with a problem told, when it has none to read. */
  static Optional<Node.Mapping> read(Path file, String name, Problems problems) {
    return TextFile.read(file, name, problems).flatMap(text -> parse(text, name, problems));
  }

  static Optional<Node.Mapping> parse(String text, String name, Problems problems) {
    try {
      var root = new Yaml(new SafeConstructor(limits())).compose(new StringReader(text));
      if (root == null) {
        return Optional.of(new Node.Mapping(Place.startOf(name), Map.of()));
      }
      Node node = new YamlNodes(name, problems).convert(root);
      if (node instanceof Node.Mapping mapping) {
        return Optional.of(mapping);
      }
      if (!(node instanceof Node.Broken)) {
        problems.add(node.place(), "Expected keys with values, found " + node.kind() + ".");
      }
    } catch (MarkedYAMLException e) {
      problems.add(place(name, e), "Invalid YAML: " + e.getProblem() + "." + hint(text, e));
    } catch (YAMLException e) {
      problems.add(
          Place.startOf(name), "Invalid YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
    return Optional.empty();
  }

  private static Place place(String name, MarkedYAMLException e) {
    Mark mark = e.getProblemMark();
    return mark == null
        ? Place.startOf(name)
        : new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Inside {...} YAML takes the brace of a reference for one of its own. */
  private static String hint(String text, MarkedYAMLException e) {
    boolean reference =
        e.getProblemMark() != null
            && text.lines()
                .skip(e.getProblemMark().getLine())
                .findFirst()
                .orElse("")
                .contains("${");
    return reference ? " Inside braces a value with ${...} needs quotes." : "";
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setAllowDuplicateKeys(false);
    limits.setMaxAliasesForCollections(20);
    limits.setNestingDepthLimit(30);
    limits.setCodePointLimit(TextFile.MOST_BYTES);
    return limits;
  }
}
