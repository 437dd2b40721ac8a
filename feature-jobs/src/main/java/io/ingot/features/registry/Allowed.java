package io.ingot.features.registry;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Nearest;
import io.ingot.features.registry.Change.Effect;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The changes that {@code --allow} says are meant: {@code view}, {@code view:feature}, {@code
 * services/name} or {@code entities/name}.
 *
 * @param words as they were said
 */
record Allowed(Set<String> words) {
  private static final String LAYER = "features.";

  Allowed {
    words = Collections.unmodifiableSet(new TreeSet<>(words));
  }

  /** Reads names that are separated by commas or spaces. */
  static Allowed of(Optional<String> said) {
    return new Allowed(
        said.stream()
            .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
            .filter(word -> !word.isEmpty())
            .map(word -> word.startsWith(LAYER) ? word.substring(LAYER.length()) : word)
            .collect(Collectors.toSet()));
  }

  /**
   * Refuses words that name nothing, so that a mistyped one is not taken for consent.
   *
   * @param known all that could be named
   * @throws ProjectException when a word is not among them
   */
  void require(Set<String> known) {
    words.stream()
        .filter(word -> !known.contains(word))
        .findFirst()
        .ifPresent(
            word -> {
              throw new ProjectException(
                  "--allow "
                      + word
                      + " names nothing that is registered or declared. "
                      + Nearest.hint(word, known));
            });
  }

  /**
   * What a change that breaks readers is here.
   *
   * @param whole what {@code --allow} calls the thing
   * @param part the same with the feature, or again the whole
   */
  Effect of(String whole, String part) {
    return words.contains(whole) || words.contains(part) ? Effect.ALLOWED : Effect.BREAKING;
  }
}
