package io.ingot.core.project;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a view's latest values are served.
 *
 * @param ttl how long after its event time a value is served; as long as the view's rows are valid
 *     unless said
 */
@Doc("Where a view's latest values are served")
public record Online(
    @Required @Doc("A connection of type redis, by its name in ingot.yml") String connection,
    @Doc("How long after its event time a value is served; the view's ttl unless said")
        Optional<Duration> ttl) {
  public Online {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(ttl, "ttl");
  }
}
