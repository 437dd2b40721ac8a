package io.ingot.core.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of a sealed interface and how a file tells them apart: by the key that only one kind
 * has where the kinds carry {@link Key}, by the word under {@code type} otherwise.
 *
 * @param family the sealed interface
 * @param byWord the kinds by key or by word
 */
record Kinds(Class<?> family, Map<String, Class<? extends Record>> byWord) {
  private static final String TYPE = "type";

  static Kinds of(Class<?> family) {
    Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();
    collect(family, kinds);
    return new Kinds(family, kinds);
  }

  /** A family may be made of families. */
  private static void collect(Class<?> family, Map<String, Class<? extends Record>> kinds) {
    for (Class<?> kind : family.getPermittedSubclasses()) {
      if (kind.isSealed()) {
        collect(kind, kinds);
      } else {
        Key key = kind.getAnnotation(Key.class);
        String word = key == null ? Shape.snakeCase(kind.getSimpleName()) : key.value();
        kinds.put(word, kind.asSubclass(Record.class));
      }
    }
  }

  /** The keys that a kind has beyond its components. */
  List<String> extraKeys() {
    boolean byKey = byWord.values().stream().allMatch(kind -> kind.isAnnotationPresent(Key.class));
    return byKey ? List.of() : List.of(TYPE);
  }

  /** The kind of a mapping; empty, with a problem told, when it has none or several. */
  Optional<Class<? extends Record>> choose(Node.Mapping mapping, Problems problems) {
    return extraKeys().isEmpty() ? byKey(mapping, problems) : byType(mapping, problems);
  }

  private Optional<Class<? extends Record>> byType(Node.Mapping mapping, Problems problems) {
    Node.Entry entry = mapping.entries().get(TYPE);
    if (entry == null) {
      problems.add(mapping.place(), "Missing key 'type'. Use " + words() + ".");
      return Optional.empty();
    }
    if (!(entry.value() instanceof Node.Scalar word)) {
      problems.add(entry.place(), "Expected one value, found " + entry.value().kind() + ".");
      return Optional.empty();
    }
    String text = word.text();
    if (!byWord.containsKey(text)) {
      problems.add(
          word.place(), "Unknown type '" + text + "'. " + Nearest.hint(text, byWord.keySet()));
    }
    return Optional.ofNullable(byWord.get(text));
  }

  private String words() {
    return String.join(" or ", byWord.keySet());
  }

  private Optional<Class<? extends Record>> byKey(Node.Mapping mapping, Problems problems) {
    List<String> present = byWord.keySet().stream().filter(mapping.entries()::containsKey).toList();
    if (present.size() == 1) {
      return Optional.of(byWord.get(present.get(0)));
    }
    if (present.size() > 1) {
      problems.add(
          mapping.entries().get(present.get(1)).place(),
          "Only one of " + String.join(", ", present) + " can stand here.");
      return Optional.empty();
    }
    Optional<String> misspelt =
        mapping.entries().keySet().stream()
            .filter(key -> Nearest.to(key, byWord.keySet()).isPresent())
            .findFirst();
    misspelt.ifPresentOrElse(
        key ->
            problems.add(
                mapping.entries().get(key).place(),
                "Unknown key '" + key + "'. " + Nearest.hint(key, byWord.keySet())),
        () ->
            problems.add(
                mapping.place(),
                "Missing key: one of " + String.join(", ", byWord.keySet()) + " tells the kind."));
    return Optional.empty();
  }
}
