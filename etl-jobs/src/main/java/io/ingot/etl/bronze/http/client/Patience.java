package io.ingot.etl.bronze.http.client;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.function.CheckedSupplier;
import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Retry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often one page is asked for. What may pass is tried as often as declared, with growing
 * pauses; a server that says when to come back is waited for as long as a budget lasts, which
 * counts as no try.
 */
final class Patience {
  private static final Duration BUDGET = Duration.ofMinutes(5);
  private static final double JITTER = 0.25;

  private final Retry retry;
  private final Duration budget;

  Patience(Retry retry) {
    this(retry, BUDGET);
  }

  Patience(Retry retry, Duration budget) {
    this.retry = retry;
    this.budget = budget;
  }

  /**
   * The answer, at the first try or a later one.
   *
   * @throws SourceException the last try's failure
   */
  <T> T ask(CheckedSupplier<T> question) {
    try {
      return Failsafe.with(asked(new Purse(budget)), Patience.<T>passing(retry)).get(question);
    } catch (AskedToWaitException e) {
      throw waits() ? tooLong(e) : e.refusal();
    } catch (FailsafeException e) {
      Thread.currentThread().interrupt();
      String message = "The source was given up while it was waited for, since the run is ending.";
      throw new SourceException(Fault.CONNECTION, message, message, e);
    }
  }

  private static <T> RetryPolicy<T> passing(Retry retry) {
    RetryPolicyBuilder<T> policy =
        RetryPolicy.<T>builder()
            .handleIf(
                failure ->
                    failure instanceof SourceException source
                        && retry.passing().contains(source.fault()))
            .withMaxAttempts(retry.attempts());
    if (retry.pause().isZero()) {
      return policy.build();
    }
    return retry.atMost().compareTo(retry.pause()) > 0
        ? policy.withBackoff(retry.pause(), retry.atMost()).withJitter(JITTER).build()
        : policy.withDelay(retry.pause()).build();
  }

  private <T> RetryPolicy<T> asked(Purse purse) {
    return RetryPolicy.<T>builder()
        .handleIf(
            failure ->
                failure instanceof AskedToWaitException wait
                    && waits()
                    && purse.affords(least(wait)))
        .withMaxAttempts(-1)
        .withDelayFnOn(
            context -> purse.spend(later(least(context.getLastException()))),
            AskedToWaitException.class)
        .build();
  }

  private boolean waits() {
    return retry.attempts() > 1 && retry.passing().contains(Fault.BUSY);
  }

  /** A server that says at once is not asked at once: it would be a loop without a pause. */
  private Duration least(AskedToWaitException wait) {
    return wait.pause().compareTo(retry.pause()) > 0 ? wait.pause() : retry.pause();
  }

  /** A little later than told, so that not all who were told come back at once. */
  private static Duration later(Duration pause) {
    long tenth = pause.toMillis() / 10;
    return pause.plusMillis(1 + ThreadLocalRandom.current().nextLong(tenth + 1));
  }

  private SourceException tooLong(AskedToWaitException wait) {
    String message =
        wait.refusal().getMessage()
            + " It asks to be left alone for "
            + wait.pause().toSeconds()
            + " s, and one page is waited for "
            + budget.toSeconds()
            + " s in all. Run again later.";
    return new SourceException(Fault.BUSY, message, message, wait);
  }

  /** What may still be waited. */
  private static final class Purse {
    private Duration left;

    Purse(Duration left) {
      this.left = left;
    }

    boolean affords(Duration pause) {
      return left.compareTo(pause) >= 0;
    }

    Duration spend(Duration pause) {
      left = left.minus(pause);
      return pause;
    }
  }
}
