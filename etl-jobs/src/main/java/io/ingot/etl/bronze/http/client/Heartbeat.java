package io.ingot.etl.bronze.http.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits as long as something still comes, and not longer than ten times the silence allowed. */
final class Heartbeat {
  private static final int MOST_SILENCES = 10;

  private final long silence;
  private final long began = System.nanoTime();
  private volatile long last = began;

  Heartbeat(Duration silence) {
    this.silence = silence.toNanos();
  }

  void beat() {
    last = System.nanoTime();
  }

  /**
   * The awaited value.
   *
   * @throws TimeoutException when nothing came for too long; what is awaited is then given up
   */
  <T> T await(CompletableFuture<T> awaited)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long now = System.nanoTime();
      long left = Math.min(last + silence - now, began + MOST_SILENCES * silence - now);
      if (left <= 0) {
        awaited.cancel(true);
        throw new TimeoutException();
      }
      try {
        return awaited.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Bytes may have come meanwhile, which the next round looks at.
        continue;
      } catch (InterruptedException e) {
        awaited.cancel(true);
        throw e;
      }
    }
  }
}
