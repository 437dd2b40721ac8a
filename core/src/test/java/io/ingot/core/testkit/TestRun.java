package io.ingot.core.testkit;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.ingot.core.run.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the tables of a run ended, by their names. */
public final class TestRun implements Progress {
  private final Map<TableName, Outcome> outcomes = new ConcurrentHashMap<>();

  public TestRun() {}

  /** How a table ended. */
  public Outcome outcome(String table) {
    return outcomes.get(TableName.of(table));
  }

  /** What stopped a table. */
  public Throwable failure(String table) {
    if (outcome(table) instanceof Outcome.Failed failed) {
      return failed.cause();
    }
    throw new AssertionError(table + " did not fail: " + outcome(table));
  }

  /** The one batch of a table that was published. */
  public Published published(String table) {
    if (outcome(table) instanceof Outcome.Failed failed) {
      throw new AssertionError(table + " failed", failed.cause());
    }
    List<Published> batches = outcome(table).batches();
    if (batches.size() != 1) {
      throw new AssertionError(table + " has " + batches.size() + " batches: " + outcome(table));
    }
    return batches.get(0);
  }

  /** Where the rows of the one batch of a table went. */
  public Counts counts(String table) {
    return published(table).counts();
  }

  @Override
  public void started(TableName table, Plan plan) {
    // What it did is asked of the batch.
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    // How often it was tried is asked of the record.
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    outcomes.put(table, outcome);
  }
}
