package io.ingot.etl.bronze.jdbc;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The database's clock.
 *
 * @param now the time of the question
 * @param oldest when the oldest transaction began that was open then; rows that it commits later
 *     can carry that time. Empty when there is none or it is not asked for
 */
record SourceClock(Instant now, Optional<Instant> oldest) {
  SourceClock {
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(oldest, "oldest");
  }
}
