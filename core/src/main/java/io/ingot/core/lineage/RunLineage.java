package io.ingot.core.lineage;

import io.ingot.core.batch.Plan;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.LineageTerms;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Progress;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells a lineage server how a run goes on. What is told is made and sent on a thread of its own,
 * from a bounded queue, for a bounded time: a server that is slow or gone costs a run nothing but,
 * at its end, one wait and one line that says how much was not told.
 */
public final class RunLineage implements Progress, AutoCloseable {
  private static final int WAITING = 10_000;

  /** A server that failed so often in a row is not asked again in this run. */
  private static final int PATIENCE = 3;

  private final EventSink sink;
  private final RunEvents events;
  private final Duration timeout;
  private final Consumer<String> warning;
  private final Map<TableName, Plan> begun = new ConcurrentHashMap<>();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<String> why = new AtomicReference<>("there was no time left");
  private final ThreadPoolExecutor sender;

  private RunLineage(EventSink sink, RunEvents events, Duration timeout, Consumer<String> warning) {
    this.sink = sink;
    this.events = events;
    this.timeout = timeout;
    this.warning = warning;
    BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            queue,
            task -> {
              Thread thread = new Thread(task, "lineage");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Begins to tell of a run; empty for a project that declares no lineage.
   *
   * @param warning is told, at most once and at the end, that events did not arrive
   */
  public static Optional<RunLineage> of(
      Project project, Lake lake, String run, Consumer<String> warning) {
    return project.lineage().map(terms -> begin(terms, project, lake, run, warning));
  }

  private static RunLineage begin(
      LineageTerms terms, Project project, Lake lake, String run, Consumer<String> warning) {
    RunLineage lineage =
        new RunLineage(
            EventSink.of(terms, project, run),
            new RunEvents(project, lake.inOwnSession(), run, terms),
            terms.timeout(),
            warning);
    Instant now = Instant.now();
    lineage.tell(() -> lineage.events.runStarted(now));
    return lineage;
  }

  @Override
  public void started(TableName table, Plan plan) {
    Instant now = Instant.now();
    boolean again = begun.put(table, plan) != null;
    tell(() -> again ? events.goesOn(table, plan, now) : events.started(table, plan, now));
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String reason) {
    // The stage goes on; its end is told once.
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    Instant now = Instant.now();
    Plan idle = new Plan.NothingToDo("");
    if (outcome instanceof Outcome.Failed failure) {
      failed.set(true);
      if (!begun.containsKey(table)) {
        tell(() -> events.started(table, idle, now.minus(took)));
      }
      Plan plan = begun.getOrDefault(table, idle);
      tell(() -> events.failed(table, plan, failure, now));
    } else if (begun.containsKey(table)) {
      Plan plan = begun.get(table);
      tell(() -> events.completed(table, plan, outcome.batches(), now));
    }
  }

  /** Ends what is told, and waits for what is on its way no longer than the declared timeout. */
  @Override
  public void close() {
    Instant now = Instant.now();
    boolean bad = failed.get();
    tell(() -> events.runEnded(bad, now));
    sender.shutdown();
    try {
      if (!sender.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException e) {
      sender.shutdownNow();
      Thread.currentThread().interrupt();
    }
    int lost = told.get() - arrived.get();
    if (lost > 0) {
      warning.accept(
          "Lineage: "
              + lost
              + " of "
              + told
              + " events did not reach "
              + sink.place()
              + ": "
              + why.get()
              + ". The run's data is not concerned.");
    }
  }

  private void tell(Supplier<RunEvent> event) {
    told.incrementAndGet();
    sender.execute(() -> send(event));
  }

  private void send(Supplier<RunEvent> event) {
    if (failures.get() >= PATIENCE) {
      return;
    }
    try {
      sink.accept(OpenLineageClientUtils.toJson(event.get()));
      arrived.incrementAndGet();
      failures.set(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      // Whatever goes wrong here is no fault of the data's.
      failures.incrementAndGet();
      why.set(reason(e));
    }
  }

  private static String reason(Throwable e) {
    boolean tellable = e instanceof IOException || e instanceof IngotException;
    return tellable && e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
  }
}
