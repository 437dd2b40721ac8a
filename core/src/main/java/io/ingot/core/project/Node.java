package io.ingot.core.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML value with its place. No kind prints its text, because a wrong file may hold a secret
 * where a reference belongs.
 */
sealed interface Node {
  Place place();

  /** What a reader calls it. */
  String kind();

  /** This node with the other laid over it; only mappings are merged, all else is replaced. */
  default Node overlaidBy(Node other) {
    return other;
  }

  /** One value, as it is written. */
  record Scalar(Place place, String text) implements Node {
    @Override
    public String kind() {
      return "one value";
    }

    @Override
    public String toString() {
      return kind() + " at " + place;
    }
  }

  /** A key without a value. */
  record Nothing(Place place) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** Something that was already told as a problem. */
  record Broken(Place place) implements Node {
    @Override
    public String kind() {
      return "a mistake";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in the order of the file. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "keys with values";
    }

    @Override
    public Node overlaidBy(Node other) {
      return other instanceof Mapping mapping
          ? new Mapping(mapping.place, overlaidBy(mapping).entries)
          : other;
    }

    /** A file laid over another; the whole keeps this file's place, the parts the other's. */
    Mapping overlaidBy(Mapping other) {
      Map<String, Entry> merged = new LinkedHashMap<>(entries);
      other.entries.forEach(
          (key, over) ->
              merged.merge(
                  key,
                  over,
                  (base, top) -> new Entry(top.place(), base.value().overlaidBy(top.value()))));
      return new Mapping(place, merged);
    }
  }

  /** A key's place and its value. */
  record Entry(Place place, Node value) {}
}
