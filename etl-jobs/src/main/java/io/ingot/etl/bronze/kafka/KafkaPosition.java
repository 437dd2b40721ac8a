package io.ingot.etl.bronze.kafka;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Increment;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A place in a topic as a person says it: offsets of some partitions, or a time for all. */
sealed interface KafkaPosition {
  /**
   * The offsets that are meant, by partition; a partition that is not among them stays where it is.
   *
   * @param ends of all partitions
   */
  Map<Integer, Long> in(KafkaTopic topic, Map<Integer, Long> ends);

  /**
   * Reads {@code 0:120,1:98}, {@code 2026-01-31} or {@code 2026-01-31T12:00:00Z}.
   *
   * @throws ProjectException when the text is none of them
   */
  static KafkaPosition of(String text) {
    if (text.matches("[0-9]{1,9}:[0-9]{1,18}( *, *[0-9]{1,9}:[0-9]{1,18})*")) {
      Map<Integer, Long> offsets = new TreeMap<>();
      for (String part : text.split(" *, *")) {
        int colon = part.indexOf(':');
        int partition = Integer.parseInt(part.substring(0, colon));
        if (offsets.put(partition, Long.valueOf(part.substring(colon + 1))) != null) {
          throw new ProjectException(
              "Invalid position '" + text + "': it names partition " + partition + " twice.");
        }
      }
      return new Offsets(offsets);
    }
    try {
      return new Time(Increment.Moment.of(text).at());
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Invalid position '"
              + text
              + "'. Write offsets by partition, such as 0:120,1:98, or a time, such as 2026-01-31"
              + " or 2026-01-31T12:00:00Z.",
          e);
    }
  }

  /** Offsets by partition as {@link #of} reads them. */
  static String text(Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .map(next -> next.getKey() + ":" + next.getValue())
        .collect(Collectors.joining(","));
  }

  /** Offsets of the partitions that are named. */
  record Offsets(Map<Integer, Long> offsets) implements KafkaPosition {
    public Offsets {
      offsets = new TreeMap<>(offsets);
    }

    @Override
    public Map<Integer, Long> in(KafkaTopic topic, Map<Integer, Long> ends) {
      Set<Integer> unknown = new TreeMap<>(offsets).keySet();
      unknown.removeAll(ends.keySet());
      if (!unknown.isEmpty()) {
        throw new ProjectException(
            "The topic has no partition "
                + unknown.iterator().next()
                + "; its partitions are "
                + ends.keySet()
                + ".");
      }
      return offsets;
    }
  }

  /** The first message of that time or later, in each partition. */
  record Time(Instant at) implements KafkaPosition {
    @Override
    public Map<Integer, Long> in(KafkaTopic topic, Map<Integer, Long> ends) {
      Map<Integer, Long> found = topic.at(ends.keySet(), at);
      if (found.isEmpty()) {
        throw new ProjectException(
            "The topic holds no message of "
                + at
                + " or later. To pass over all that it holds, name its end: "
                + text(ends)
                + ".");
      }
      // Where a partition has nothing that young, only what comes is meant.
      Map<Integer, Long> offsets = new TreeMap<>(ends);
      found.forEach((partition, offset) -> offsets.merge(partition, offset, Math::min));
      return offsets;
    }
  }
}
