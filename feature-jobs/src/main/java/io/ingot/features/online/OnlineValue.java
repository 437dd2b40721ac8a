package io.ingot.features.online;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A feature of an entity as it is served.
 *
 * @param status why there is a value, or none
 * @param value a Long, Integer, Double, Float, Boolean, String, byte array, Instant in whole
 *     seconds, or a List of these; empty unless {@link Status#PRESENT}
 * @param eventTime since when the values of its view hold; empty where {@link Status#MISSING}
 */
public record OnlineValue(Status status, Optional<Object> value, Optional<Instant> eventTime) {
  public OnlineValue {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(eventTime, "eventTime");
  }

  /** Why there is a value, or none. */
  public enum Status {
    /** There is one. */
    PRESENT,
    /** The entity is known, and this feature of it has no value. */
    NULL,
    /** The value is older than its time to live. */
    EXPIRED,
    /** Nothing is served of the entity, or of this view of it. */
    MISSING
  }
}
