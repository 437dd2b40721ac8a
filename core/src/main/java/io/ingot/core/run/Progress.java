package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import java.time.Duration;

/** Is told how a run goes on; called from several threads. */
public interface Progress {
  /** A stage knows what it will do and begins. */
  void started(TableName table, Plan plan);

  /**
   * A stage's source failed in a way that may pass.
   *
   * @param attempt which one failed, from 1
   * @param pause until it is asked again
   * @param why in a sentence
   */
  void retrying(TableName table, int attempt, Duration pause, String why);

  /** A stage ended. */
  void ended(TableName table, Outcome outcome, Duration took);
}
