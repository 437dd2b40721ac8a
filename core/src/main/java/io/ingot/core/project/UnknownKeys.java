package io.ingot.core.project;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the keys of a mapping that nothing reads. */
final class UnknownKeys {
  private UnknownKeys() {}

  /** Tells them; the result is the keys that were probably meant, and so are not missing. */
  static Set<String> tell(Node.Mapping mapping, Set<String> known, Problems problems) {
    Set<String> free = new LinkedHashSet<>(known);
    free.removeAll(mapping.entries().keySet());
    Set<String> meant = new LinkedHashSet<>();
    for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        Optional<String> near = Nearest.to(key, free);
        near.ifPresent(meant::add);
        problems.add(
            entry.getValue().place(),
            "Unknown key '"
                + key
                + "'. "
                + near.map(word -> "Did you mean '" + word + "'?")
                    .orElse("Known keys: " + String.join(", ", known) + "."));
      }
    }
    return meant;
  }
}
