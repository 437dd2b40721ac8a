package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.SourceException;
import java.time.Duration;
import java.util.Objects;

/** A server said when it may be asked again. */
final class AskedToWaitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration pause;
  private final SourceException refusal;

  /**
   * @param refusal what the source fails with unless it is waited for
   */
  AskedToWaitException(Duration pause, SourceException refusal) {
    super(refusal);
    this.pause = Objects.requireNonNull(pause, "pause");
    this.refusal = refusal;
  }

  Duration pause() {
    return pause;
  }

  SourceException refusal() {
    return refusal;
  }
}
