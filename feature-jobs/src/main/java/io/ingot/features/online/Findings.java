package io.ingot.features.online;

import io.ingot.core.project.TableName;
import io.ingot.features.feast.FeastTimestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a comparison of entities has found so far. */
final class Findings {
  private static final int OWN = 2;

  private final ServedView view;
  private final Instant pushed;
  private final Instant now;
  private final Map<String, Long> features = new TreeMap<>();
  private long sampled;
  private long compared;
  private long mismatched;
  private long missing;
  private long extra;
  private long stale;
  private Duration staleness = Duration.ZERO;

  Findings(ServedView view, Instant pushed, Instant now) {
    this.view = view;
    this.pushed = pushed;
    this.now = now;
  }

  /**
   * An entity.
   *
   * @param held the fields of its rank, of since when its values hold, and of its features
   * @param atPush what the table gave at the moment of the push
   * @param current what the table gives now
   */
  void add(List<byte[]> held, Optional<Truth> atPush, Optional<Truth> current) {
    sampled++;
    // What was pushed may have come to the end of its time since, and then Redis is right too.
    Optional<Truth> promised = atPush.filter(this::isInTime);
    Optional<Truth> wanted = current.filter(this::isInTime);
    Optional<Rank> rank = Optional.ofNullable(held.get(0)).map(Fields::text).map(Rank::of);
    boolean isServed =
        Optional.ofNullable(held.get(1))
            .map(FeastTimestamp::moment)
            .filter(since -> !view.ttl().isOver(since, now))
            .isPresent();
    compared += isServed || promised.isPresent() || wanted.isPresent() ? 1 : 0;
    if (!isServed) {
      missing += promised.isPresent() ? 1 : 0;
      late(promised.isEmpty() ? wanted : Optional.empty());
      return;
    }
    Optional<Truth> meant =
        promised.filter(truth -> truth.isOf(rank)).or(() -> wanted.filter(it -> it.isOf(rank)));
    if (meant.isPresent()) {
      compare(held, meant.get());
      late(wanted.filter(truth -> !truth.isOf(rank)));
    } else if (promised.isEmpty() && wanted.isEmpty()) {
      extra++;
    } else {
      mismatched++;
    }
    if (meant.isPresent() && wanted.isEmpty()) {
      stale++;
      staleness = longer(Duration.between(pushed, now));
    }
  }

  private boolean isInTime(Truth truth) {
    return !view.ttl().isOver(truth.valid(), now);
  }

  private void compare(List<byte[]> held, Truth truth) {
    long different = 0;
    for (int i = 0; i < truth.values().size(); i++) {
      byte[] value = held.get(OWN + i);
      if (value == null || !Arrays.equals(value, truth.values().get(i))) {
        features.merge(view.features().get(i), 1L, Long::sum);
        different++;
      }
    }
    boolean isSince = FeastTimestamp.moment(held.get(1)).equals(truth.valid());
    mismatched += different > 0 || !isSince ? 1 : 0;
  }

  private void late(Optional<Truth> unserved) {
    unserved.ifPresent(
        truth -> {
          stale++;
          staleness = longer(Duration.between(truth.usable(), now));
        });
  }

  private Duration longer(Duration other) {
    return other.compareTo(staleness) > 0 ? other : staleness;
  }

  Verified told(TableName name, String served) {
    return new Verified(
        name,
        served,
        now,
        Optional.of(pushed),
        sampled,
        compared,
        mismatched,
        missing,
        extra,
        stale,
        staleness.toSeconds(),
        features);
  }

  /**
   * What the table gives of an entity.
   *
   * @param values the bytes of the features, in declared order
   */
  record Truth(Instant valid, Instant known, List<byte[]> values) {
    boolean isOf(Optional<Rank> rank) {
      return rank.filter(
              it -> it.valid() == Marker.micros(valid) && it.known() == Marker.micros(known))
          .isPresent();
    }

    Instant usable() {
      return known.isAfter(valid) ? known : valid;
    }
  }
}
