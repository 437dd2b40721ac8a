package io.ingot.features.registry;

import java.util.Objects;

/**
 * What becomes of something, and its record afterwards.
 *
 * @param <T> the kind of record
 */
record Judged<T>(Step step, T record) {
  Judged {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(record, "record");
  }
}
