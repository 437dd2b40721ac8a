package io.ingot.quality.alert;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.RunRecord;
import io.ingot.core.watch.RunWatch;
import java.time.Duration;

/** Tells people of a run when it is over. */
final class AlertWatch implements RunWatch {
  private final Notifier notifier;

  AlertWatch(Notifier notifier) {
    this.notifier = notifier;
  }

  @Override
  public void ended(RunRecord record) {
    notifier.tell(RunNews.of(record));
  }

  @Override
  public void started(TableName table, Plan plan) {
    // One message for each run: its end tells all.
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    // What passes by itself troubles nobody.
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    // One message for each run: its end tells all.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
