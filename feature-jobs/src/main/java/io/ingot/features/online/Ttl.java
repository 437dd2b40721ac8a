package io.ingot.features.online;

import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Online;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long after valid_from a view's values are served: as long as its online store says, and never
 * longer than its rows may be used, since a training set would not have them either.
 */
final class Ttl implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Null for ever; an Optional cannot be taken along by a task. */
  private final Duration length;

  private Ttl(Duration length) {
    this.length = length;
  }

  static Ttl of(FeatureView view) {
    return new Ttl(
        Stream.of(view.online().flatMap(Online::ttl), view.ttl())
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder())
            .orElse(null));
  }

  /** Empty for ever. */
  Optional<Duration> length() {
    return Optional.ofNullable(length);
  }

  /** The last moment at which values are served; empty where there is none. */
  Optional<Instant> end(Instant valid) {
    return length().map(valid::plus);
  }

  /** Whether values are not served any more at a moment. */
  boolean isOver(Instant valid, Instant now) {
    return end(valid).filter(now::isAfter).isPresent();
  }

  @Override
  public String toString() {
    return String.valueOf(length);
  }
}
