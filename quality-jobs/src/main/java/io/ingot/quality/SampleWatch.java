package io.ingot.quality;

import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import io.ingot.core.watch.RunWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the rows that broke a run's checks, and lets go of those that were kept long enough. */
final class SampleWatch implements RunWatch {
  private final SampleLog log;
  private final String run;

  SampleWatch(SampleLog log, String run) {
    this.log = log;
    this.run = run;
  }

  @Override
  public void started(TableName table, Plan plan) {
    // Nothing is broken yet.
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    // What the last attempt says counts.
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<KeptSample> samples =
        outcome.verdicts().stream().flatMap(verdict -> kept(table, verdict, now)).toList();
    log.keep(table, run, samples);
  }

  private Stream<KeptSample> kept(TableName table, Verdict verdict, Instant at) {
    return verdict.samples().stream()
        .map(
            row -> new KeptSample(at, run, table, verdict.check(), verdict.ruling(), row.values()));
  }

  @Override
  public void ended(RunRecord record) {
    log.prune(record.ended());
  }

  @Override
  public void close() {
    // Every stage's samples are in the lake already.
  }
}
