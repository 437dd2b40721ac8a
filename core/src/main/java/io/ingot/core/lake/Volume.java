package io.ingot.core.lake;

import java.util.Objects;
import java.util.Optional;

/**
 * How much something holds, as far as metadata tell.
 *
 * @param rows how many rows; empty where that is not told
 * @param bytes size of the files; empty where that is not told
 */
public record Volume(Optional<Long> rows, Optional<Long> bytes) {
  public Volume {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(bytes, "bytes");
  }

  /** Nothing is told. */
  public static Volume unknown() {
    return new Volume(Optional.empty(), Optional.empty());
  }

  /** Nothing is there. */
  public static Volume none() {
    return new Volume(Optional.of(0L), Optional.of(0L));
  }

  /** Both together; what one of them does not tell, the sum does not either. */
  public Volume plus(Volume other) {
    return new Volume(sum(rows, other.rows), sum(bytes, other.bytes));
  }

  private static Optional<Long> sum(Optional<Long> one, Optional<Long> other) {
    return one.flatMap(number -> other.map(more -> number + more));
  }
}
