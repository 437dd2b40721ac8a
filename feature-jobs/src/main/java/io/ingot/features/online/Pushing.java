package io.ingot.features.online;

import java.io.Serializable;
import java.time.Instant;

/**
 * One push.
 *
 * @param line what its writes rank by, see {@link Rank}
 * @param version the table's version that it reads
 * @param now the moment that it serves
 */
record Pushing(long line, long version, Instant now) implements Serializable {
  private static final long serialVersionUID = 1L;
}
