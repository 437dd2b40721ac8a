package io.ingot.quality.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far an aggregate is known.
 *
 * @param states its states, each file in one of them at most
 * @param missing the files that are in none
 */
record Coverage(List<String> states, Set<String> missing) {
  /**
   * What chunks tell of an aggregate. Two calls at the same moment may have measured the same
   * files, and so of chunks that overlap one is taken.
   *
   * @param files all files of the table; those of every chunk are among them
   */
  static Coverage of(String key, List<Chunk> chunks, Set<String> files) {
    Set<String> missing = new HashSet<>(files);
    List<String> states = new ArrayList<>();
    for (Chunk chunk : chunks) {
      String state = chunk.states().get(key);
      if (state != null && missing.containsAll(chunk.files())) {
        missing.removeAll(chunk.files());
        states.add(state);
      }
    }
    return new Coverage(List.copyOf(states), Set.copyOf(missing));
  }
}
