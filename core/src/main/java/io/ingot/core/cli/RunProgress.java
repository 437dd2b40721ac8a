package io.ingot.core.cli;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tells a run's progress: on a terminal a line that shows what is under way, elsewhere one line a
 * stage, key=value.
 */
public final class RunProgress implements Progress, AutoCloseable {
  private static final String ERASE = "\r\u001b[K";

  private final Console console;
  private final Map<TableName, Instant> underWay = new ConcurrentSkipListMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private RunProgress(Console console) {
    this.console = console;
  }

  /** Tells it on a console, until it is closed. */
  public static RunProgress on(Console console) {
    RunProgress progress = new RunProgress(console);
    if (console.isTerminal()) {
      progress.clock.scheduleAtFixedRate(progress::show, 300, 300, TimeUnit.MILLISECONDS);
    }
    return progress;
  }

  private synchronized void show() {
    if (!underWay.isEmpty()) {
      console.noteInPlace(
          ERASE
              + underWay.entrySet().stream()
                  .map(
                      stage ->
                          stage.getKey()
                              + " "
                              + Duration.between(stage.getValue(), Instant.now()).toSeconds()
                              + "s")
                  .collect(Collectors.joining("  ")));
    }
  }

  @Override
  public void started(TableName table, Plan plan) {
    underWay.put(table, Instant.now());
  }

  @Override
  public synchronized void retrying(TableName table, int attempt, Duration pause, String why) {
    underWay.remove(table);
    if (console.isTerminal()) {
      console.noteInPlace(ERASE);
    }
    console.note(
        String.format(
            Locale.ROOT,
            "stage=%s outcome=retrying attempt=%d pause=%.1f reason=\"%s\"",
            table,
            attempt,
            pause.toMillis() / 1000.0,
            why.replace('"', '\'')));
  }

  @Override
  public synchronized void ended(TableName table, Outcome outcome, Duration took) {
    underWay.remove(table);
    if (console.isTerminal()) {
      console.noteInPlace(ERASE);
    }
    console.note(line(table, outcome, took));
    if (outcome instanceof Outcome.Failed failed) {
      console.error(table + ": " + failed.reason());
    }
    outcome.batches().stream()
        .flatMap(batch -> batch.verdicts().stream())
        .filter(verdict -> verdict.ruling() != Verdict.Ruling.PASSED)
        .forEach(verdict -> console.note("  " + table + ": " + verdict.describe()));
  }

  private static String line(TableName table, Outcome outcome, Duration took) {
    Counts counts =
        outcome.batches().stream().map(Published::counts).reduce(Counts.none(), Counts::plus);
    return String.format(
        Locale.ROOT,
        "stage=%s outcome=%s read=%d written=%d duplicates=%d quarantined=%d seconds=%.1f",
        table,
        outcome.word(),
        counts.read(),
        counts.written(),
        counts.duplicates(),
        counts.quarantined(),
        took.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
