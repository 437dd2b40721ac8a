package io.ingot.core.watch;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A watch whose failures are told once, as a note, and go no further. */
public final class GuardedWatch implements RunWatch {
  private final RunWatch watch;
  private final Consumer<String> notes;
  private final AtomicBoolean told = new AtomicBoolean();

  public GuardedWatch(RunWatch watch, Consumer<String> notes) {
    this.watch = watch;
    this.notes = notes;
  }

  @Override
  public void started(TableName table, Plan plan) {
    guarded(() -> watch.started(table, plan));
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    guarded(() -> watch.retrying(table, attempt, pause, why));
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    guarded(() -> watch.ended(table, outcome, took));
  }

  @Override
  public void ended(RunRecord record) {
    guarded(() -> watch.ended(record));
  }

  @Override
  public void close() {
    guarded(watch::close);
  }

  private void guarded(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | LinkageError e) {
      if (told.compareAndSet(false, true)) {
        notes.accept("The run goes on, but not everybody who should hears of it: " + e);
      }
    }
  }
}
