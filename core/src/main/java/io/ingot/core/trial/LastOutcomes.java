package io.ingot.core.trial;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How each table's last run ended, whole: a run's record leaves out what values tell. */
final class LastOutcomes implements Progress {
  private final Map<TableName, Outcome> outcomes = new ConcurrentHashMap<>();

  @Override
  public void started(TableName table, Plan plan) {
    // Only the end matters to a test.
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    // Only the end matters to a test.
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    outcomes.put(table, outcome);
  }

  /** How the table ended; empty for one that was not run. */
  Optional<Outcome> outcome(TableName table) {
    return Optional.ofNullable(outcomes.get(table));
  }
}
