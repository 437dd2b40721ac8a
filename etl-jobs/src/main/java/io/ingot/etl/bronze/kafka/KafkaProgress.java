package io.ingot.etl.bronze.kafka;

import io.ingot.core.batch.Window;
import io.ingot.core.error.GapException;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/**
 * How far a table has come in a topic, as its bounds tell: {@code offset/<origin>/<partition>} is
 * the next offset to take, {@code topic/<origin>} tells which topic of that name it was.
 *
 * @param offsets the next offset to take, by partition
 * @param topicId a number made of the topic's id; empty where the cluster gave none
 */
record KafkaProgress(
    TableName table, String origin, Map<Integer, Long> offsets, Optional<Long> topicId) {
  KafkaProgress {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(origin, "origin");
    offsets = Map.copyOf(offsets);
    Objects.requireNonNull(topicId, "topicId");
  }

  static KafkaProgress of(TableName table, String origin, TableState state) {
    String prefix = offsetOf(origin, "");
    Map<Integer, Long> offsets = new TreeMap<>();
    state
        .bounds()
        .forEach(
            (name, bound) -> {
              if (name.startsWith(prefix)) {
                offsets.put(Integer.valueOf(name.substring(prefix.length())), bound);
              }
            });
    return new KafkaProgress(
        table, origin, offsets, Optional.ofNullable(state.bounds().get("topic/" + origin)));
  }

  /** As if a table had come to where a window begins. */
  static KafkaProgress planned(TableName table, String origin, Window.Offsets window) {
    Map<Integer, Long> begins = new TreeMap<>();
    window.partitions().forEach((partition, range) -> begins.put(partition, range.from()));
    return new KafkaProgress(table, origin, begins, window.topicId().map(KafkaProgress::number));
  }

  /** The bounds of a table that took all before these offsets. */
  static Map<String, Long> bounds(
      String origin, Optional<String> topicId, Map<Integer, Long> offsets) {
    Map<String, Long> bounds = new TreeMap<>();
    offsets.forEach((partition, next) -> bounds.put(offsetOf(origin, partition), next));
    topicId.ifPresent(id -> bounds.put("topic/" + origin, number(id)));
    return bounds;
  }

  private static String offsetOf(String origin, Object partition) {
    return "offset/" + origin + "/" + partition;
  }

  /** A bound is a number that is not negative; 63 of the 122 random bits tell two topics apart. */
  private static long number(String topicId) {
    Uuid id = Uuid.fromString(topicId);
    return (id.getMostSignificantBits() ^ id.getLeastSignificantBits()) & Long.MAX_VALUE;
  }

  /** Whether nothing of the topic was ever taken. */
  boolean isNew() {
    return offsets.isEmpty();
  }

  /** The next offset to take; empty for a partition that was not there before. */
  Optional<Long> offset(int partition) {
    return Optional.ofNullable(offsets.get(partition));
  }

  /** Refuses to go on where the last batch was of another source. */
  void requireKnown(TableState state) {
    if (state.batch() >= 0 && isNew()) {
      throw gap(
          "its batch "
              + state.batch()
              + " did not end at offsets of this topic, so messages could be lost or doubled. Put"
              + " the former source back into bronze/"
              + table.name()
              + ".yml");
    }
  }

  /** Refuses a topic that is not the one whose offsets were counted. */
  void requireSame(KafkaTopic.Layout layout) {
    boolean other =
        topicId.isPresent() && layout.id().filter(id -> number(id) != topicId.get()).isPresent();
    if (other) {
      throw gap(
          "the topic was deleted and created anew since the last batch, and what the former one"
              + " held after "
              + next(offsets.keySet())
              + " is gone");
    }
    TreeSet<Integer> missing = new TreeSet<>(offsets.keySet());
    missing.removeAll(layout.partitions());
    if (!missing.isEmpty()) {
      throw gap(
          "the topic has no partition "
              + missing.toString().replaceAll("[\\[\\]]", "")
              + " any more, of which the next offsets were "
              + next(missing));
    }
  }

  /** Refuses a topic that is gone. */
  GapException vanished() {
    return gap(
        "the topic is gone, and with it what it held after "
            + next(offsets.keySet())
            + ". If it moved, say where in bronze/"
            + table.name()
            + ".yml");
  }

  /**
   * Refuses to begin where a partition no longer begins, or does not reach.
   *
   * @param from the offset planned
   * @param earliest the first that the partition still holds
   * @param end the one after its last
   */
  void requireHeld(int partition, long from, long earliest, long end) {
    if (from < earliest) {
      throw gap(
          "partition "
              + partition
              + " was to be read from offset "
              + from
              + ", but begins at "
              + earliest
              + " now: "
              + (earliest - from)
              + " offsets are gone, by the topic's retention or because records were deleted");
    }
    if (end < from) {
      throw gap(
          "partition "
              + partition
              + " was to be read from offset "
              + from
              + ", but ends at "
              + end
              + " now, so the topic was created anew or lost messages");
    }
  }

  private String next(Collection<Integer> partitions) {
    Map<Integer, Long> shown = new TreeMap<>(offsets);
    shown.keySet().retainAll(partitions);
    return KafkaPosition.text(shown);
  }

  private GapException gap(String why) {
    return new GapException(
        "Cannot go on with "
            + table
            + " from "
            + origin
            + ": "
            + why
            + ". Nothing was changed. To go on without what is missing, say from where: ingot state"
            + " set --select "
            + table
            + " --to partition:offset,... --why ...");
  }

  /** What a table has come to once a window is in. */
  static Map<String, Long> after(String origin, Window.Offsets window) {
    Map<Integer, Long> next = new TreeMap<>();
    window.partitions().forEach((partition, range) -> next.put(partition, range.to()));
    return bounds(origin, window.topicId(), next);
  }
}
