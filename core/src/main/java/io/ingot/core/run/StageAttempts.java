package io.ingot.core.run;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.ingot.core.batch.Published;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Retry;
import io.ingot.core.project.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The attempts at one stage: a source that failed in a way that may pass is asked again, as its
 * table says. Each attempt plans anew and takes the table's lease anew, and none holds a thread or
 * the table while it waits.
 */
final class StageAttempts {
  /** Tables that fail together shall not come back together. */
  private static final double JITTER = 0.3;

  private final Table table;
  private final Supplier<Outcome> stage;
  private final Progress progress;
  private final List<Published> published = new ArrayList<>();
  private int made;

  StageAttempts(Table table, Supplier<Outcome> stage, Progress progress) {
    this.table = table;
    this.stage = stage;
    this.progress = progress;
  }

  /** Tries on the threads given, until it succeeds, or fails for good or once too often. */
  CompletableFuture<Outcome> on(ExecutorService threads) {
    return retry()
        .map(how -> Failsafe.with(policy(how)).with(threads).getAsync(this::next))
        .orElseGet(() -> CompletableFuture.supplyAsync(this::next, threads));
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

  private Optional<Retry> retry() {
    return table instanceof BronzeTable bronze ? Optional.of(bronze.retry()) : Optional.empty();
  }

  private RetryPolicy<Outcome> policy(Retry how) {
    RetryPolicyBuilder<Outcome> policy =
        RetryPolicy.<Outcome>builder()
            .handleResultIf(outcome -> passing(outcome, how))
            .abortOn(Throwable.class)
            .withMaxAttempts(how.attempts())
            .onRetryScheduled(
                event ->
                    progress.retrying(
                        table.name(),
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

  private static boolean passing(Outcome outcome, Retry how) {
    return outcome instanceof Outcome.Failed failed
        && failed.cause() instanceof SourceException source
        && how.passing().contains(source.fault());
  }
}
