package io.ingot.core.run;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.ingot.core.batch.Published;
import io.ingot.core.project.Retry;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The attempts at one stage: one that failed in a way that may pass is tried again, as its table or
 * the project says. Each attempt plans anew and takes the table's lease anew, and none holds a
 * thread or the table while it waits.
 */
final class StageAttempts {
  /** Tables that fail together shall not come back together. */
  private static final double JITTER = 0.3;

  private final TableName table;
  private final Retry how;
  private final Supplier<Outcome> stage;
  private final Progress progress;
  private final List<Published> published = new ArrayList<>();
  private int made;

  StageAttempts(TableName table, Retry how, Supplier<Outcome> stage, Progress progress) {
    this.table = table;
    this.how = how;
    this.stage = stage;
    this.progress = progress;
  }

  /** Tries on the threads given, until it succeeds, or fails for good or once too often. */
  CompletableFuture<Outcome> on(ExecutorService threads) {
    return Failsafe.with(policy()).with(threads).getAsync(this::next);
  }

  /** How many attempts were made so far. */
  synchronized int made() {
    return made;
  }

  private synchronized Outcome next() {
    made++;
    List<Published> earlier = List.copyOf(published);
    Outcome outcome = stage.get();
    published.addAll(outcome.batches());
    return outcome.after(earlier);
  }

  private RetryPolicy<Outcome> policy() {
    RetryPolicyBuilder<Outcome> policy =
        RetryPolicy.<Outcome>builder()
            .handleResultIf(this::passes)
            .abortOn(Throwable.class)
            .withMaxAttempts(how.attempts())
            .onRetryScheduled(
                event ->
                    progress.retrying(
                        table,
                        event.getAttemptCount(),
                        event.getDelay(),
                        event.getLastResult().keptReason()));
    if (how.pause().isZero()) {
      return policy.build();
    }
    return (how.pause().equals(how.atMost())
            ? policy.withDelay(how.pause())
            : policy.withBackoff(how.pause(), how.atMost()))
        .withJitter(JITTER)
        .build();
  }

  private boolean passes(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && PassingFault.of(failed.cause()).filter(how.passing()::contains).isPresent();
  }
}
