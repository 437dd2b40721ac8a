package io.ingot.core.lease;

import io.ingot.core.batch.Tenure;
import io.ingot.core.error.FencedException;
import io.ingot.core.project.LeaseTerms;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A table that a run holds, renewed in the background until it is closed or lost. Lost is lost:
 * whoever finds its lease so has to stop, even if nobody took the table yet.
 */
public final class Lease implements Tenure, AutoCloseable {
  private static final int LOOKS_A_RENEWAL = 4;
  private static final long RELEASE_SECONDS = 10;

  private final TableName table;
  private final LeaseBook book;
  private final LeaseTerms terms;
  private final InstantSource clock;
  private final AtomicReference<Held> held;
  private final AtomicReference<Optional<String>> loss = new AtomicReference<>(Optional.empty());
  // A second thread, so that a store that does not answer cannot keep the loss from being noticed.
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, daemons());
  private volatile Runnable whenLost = () -> {};

  private Lease(
      TableName table,
      LeaseBook book,
      LeaseTerms terms,
      InstantSource clock,
      LeaseBook.Entry entry) {
    this.table = table;
    this.book = book;
    this.terms = terms;
    this.clock = clock;
    this.held = new AtomicReference<>(new Held(entry, deadline(entry)));
  }

  static Lease begin(
      TableName table,
      LeaseBook book,
      LeaseTerms terms,
      InstantSource clock,
      LeaseBook.Entry entry) {
    Lease lease = new Lease(table, book, terms, clock, entry);
    long renewal = terms.renewal().toMillis();
    long look = renewal / LOOKS_A_RENEWAL;
    lease.threads.scheduleWithFixedDelay(lease::renew, renewal, renewal, TimeUnit.MILLISECONDS);
    lease.threads.scheduleWithFixedDelay(lease::look, look, look, TimeUnit.MILLISECONDS);
    return lease;
  }

  /**
   * Says what is to be stopped once the lease is lost; called again and again from then on until
   * the lease is closed, since work that is stopped may start more.
   */
  public void whenLost(Runnable stop) {
    whenLost = stop;
  }

  @Override
  public void requireHeld() {
    judge();
    loss.get()
        .ifPresent(
            why -> {
              throw new FencedException(
                  "Lost the hold on "
                      + table
                      + ": "
                      + why
                      + successor()
                      + " This run published nothing after that. Run again.");
            });
  }

  /** Moves the end of the hold away once more. */
  void renew() {
    judge();
    if (loss.get().isPresent()) {
      return;
    }
    LeaseBook.Entry entry = held.get().entry();
    Claim next = entry.claim().until(clock.instant().plus(terms.duration()));
    try {
      // A renewal whose answer was lost stands all the same.
      book.write(Optional.of(entry), next)
          .or(() -> book.latest().filter(latest -> latest.claim().continues(next)))
          .ifPresentOrElse(
              renewed -> held.set(new Held(renewed, deadline(renewed))), this::tellTaken);
    } catch (RuntimeException e) {
      // The store may answer the next time; whether there is one, the deadline says.
      held.set(held.get().failing(e));
    }
  }

  private void look() {
    judge();
    if (loss.get().isPresent()) {
      whenLost.run();
    }
  }

  private void judge() {
    Held now = held.get();
    if (!clock.instant().isBefore(now.deadline())) {
      lose(
          "it could not be renewed before "
              + now.deadline()
              + now.failure().map(e -> " (" + e.getClass().getSimpleName() + ")").orElse("")
              + ".");
    }
  }

  private void tellTaken() {
    lose("its record was taken over or removed.");
  }

  private String successor() {
    try {
      return book.latest()
          .map(LeaseBook.Entry::claim)
          .filter(last -> !last.continues(held.get().entry().claim()))
          .map(last -> " It went to " + last.holder().describe() + ".")
          .orElse("");
    } catch (RuntimeException e) {
      // That it is lost matters more than to whom.
      return "";
    }
  }

  private void lose(String why) {
    if (loss.compareAndSet(Optional.empty(), Optional.of(why))) {
      whenLost.run();
    }
  }

  private Instant deadline(LeaseBook.Entry entry) {
    return entry.claim().expires().minus(terms.duration()).plus(terms.patience());
  }

  /** Gives the table back, so that the next run need not wait. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(RELEASE_SECONDS, TimeUnit.SECONDS);
      LeaseBook.Entry entry = held.get().entry();
      // Harmless where another took it meanwhile: what this one saw is then no longer the last.
      book.write(Optional.of(entry), entry.claim().released(clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // What was done stands; the next run has to wait until this hold expires, and says so.
      threads.shutdownNow();
    }
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "lease");
      thread.setDaemon(true);
      return thread;
    };
  }

  private record Held(LeaseBook.Entry entry, Instant deadline, Optional<RuntimeException> failure) {
    Held(LeaseBook.Entry entry, Instant deadline) {
      this(entry, deadline, Optional.empty());
    }

    Held failing(RuntimeException e) {
      return new Held(entry, deadline, Optional.of(e));
    }
  }
}
