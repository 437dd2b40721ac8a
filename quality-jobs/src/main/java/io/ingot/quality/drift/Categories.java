package io.ingot.quality.drift;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Bins of values: the most frequent ones of the baseline each, then all others, be they rare in the
 * baseline or never seen in it, then null.
 *
 * @param kept the values, or their fingerprints, the most frequent first
 */
record Categories(List<String> kept) implements Bins {
  private static final long serialVersionUID = 1L;

  Categories {
    kept = List.copyOf(kept);
  }

  @Override
  public int size() {
    return kept.size() + 2;
  }

  @Override
  public ToIntFunction<Object> finder() {
    Map<Object, Integer> places = new HashMap<>();
    kept.forEach(value -> places.put(value, places.size()));
    int other = kept.size();
    return value -> value == null ? other + 1 : places.getOrDefault(value, other);
  }

  @Override
  public List<String> words(Scale scale) {
    return Stream.concat(kept.stream().map(value -> "= " + value), Stream.of("other", "null"))
        .toList();
  }
}
