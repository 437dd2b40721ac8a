package io.ingot.features.view;

import io.ingot.core.project.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A measure under a name over windows, each of which gives a column.
 *
 * @param lengths of the windows; none for one over all events so far
 */
record Windowed(String name, Measure measure, List<Duration> lengths) {
  Windowed {
    lengths = List.copyOf(lengths);
  }

  /** The windows; an empty one goes over all events so far. */
  Stream<Optional<Duration>> windows() {
    return windows(lengths);
  }

  /** The column of a window. */
  String column(Optional<Duration> window) {
    return column(name, window);
  }

  static Stream<Optional<Duration>> windows(List<Duration> lengths) {
    return lengths.isEmpty() ? Stream.of(Optional.empty()) : lengths.stream().map(Optional::of);
  }

  /** The column of a feature and a window, such as {@code spend_7d}. */
  static String column(String feature, Optional<Duration> window) {
    return window.map(length -> feature + "_" + Feature.length(length)).orElse(feature);
  }
}
