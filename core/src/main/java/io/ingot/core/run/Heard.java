package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.util.List;

/** Progress that several are told of, in their order. */
public record Heard(List<Progress> by) implements Progress {
  public Heard {
    by = List.copyOf(by);
  }

  @Override
  public void started(TableName table, Plan plan) {
    by.forEach(progress -> progress.started(table, plan));
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    by.forEach(progress -> progress.retrying(table, attempt, pause, why));
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    by.forEach(progress -> progress.ended(table, outcome, took));
  }
}
