package io.ingot.core.run;

import io.ingot.core.batch.Window;
import io.ingot.core.run.Stretch.Line;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table's bounds for a person: the end of a window of times is a time, all else a number.
 *
 * @param window one of the table's windows; empty when none is known
 */
record BoundWords(Optional<Window> window) {
  BoundWords {
    Objects.requireNonNull(window, "window");
  }

  static BoundWords of(IntervalLedger ledger) {
    return new BoundWords(ledger.lastWindow().flatMap(Interval::window));
  }

  String say(String name, long bound) {
    return window.flatMap(kind -> Line.of(name, kind)).orElse(Line.NUMBER).words(bound);
  }

  Map<String, String> say(Map<String, Long> bounds) {
    Map<String, String> words = new TreeMap<>();
    bounds.forEach((name, bound) -> words.put(name, say(name, bound)));
    return words;
  }
}
