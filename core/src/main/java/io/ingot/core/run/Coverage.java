package io.ingot.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which parts of a line were taken, however often. */
final class Coverage {
  /** Starts to ends; no two overlap or touch. */
  private final TreeMap<Long, Long> taken = new TreeMap<>();

  /** Adds {@code [lo, hi)}. */
  void add(long lo, long hi) {
    if (lo >= hi) {
      return;
    }
    long from = lo;
    long to = hi;
    Map.Entry<Long, Long> before = taken.floorEntry(lo);
    if (before != null && before.getValue() >= lo) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map<Long, Long> swallowed = taken.subMap(from, true, to, true);
    for (long end : swallowed.values()) {
      to = Math.max(to, end);
    }
    swallowed.clear();
    taken.put(from, to);
  }

  /** The parts of {@code [lo, hi)} that were not taken, in order. */
  List<Part> missing(long lo, long hi) {
    List<Part> parts = new ArrayList<>();
    long from = lo;
    Map.Entry<Long, Long> before = taken.floorEntry(lo);
    if (before != null) {
      from = Math.max(from, before.getValue());
    }
    for (Map.Entry<Long, Long> next : taken.tailMap(lo, false).entrySet()) {
      if (next.getKey() >= hi) {
        break;
      }
      if (next.getKey() > from) {
        parts.add(new Part(from, next.getKey()));
      }
      from = Math.max(from, next.getValue());
    }
    if (from < hi) {
      parts.add(new Part(from, hi));
    }
    return parts;
  }

  /** {@code [lo, hi)}. */
  record Part(long lo, long hi) {}
}
