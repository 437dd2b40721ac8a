package io.ingot.core.run;

import io.ingot.core.batch.Plan;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.util.Optional;

/** Remembers what a run of one table carried out last, and passes all on. */
final class LastPlan implements Progress {
  private final Progress told;
  private volatile Optional<Plan> last = Optional.empty();

  LastPlan(Progress told) {
    this.told = told;
  }

  /** Whether something was carried out last, and it was of another kind. */
  boolean isOther(String mode) {
    return last.filter(plan -> !plan.mode().equals(mode)).isPresent();
  }

  @Override
  public void started(TableName table, Plan plan) {
    last = Optional.of(plan);
    told.started(table, plan);
  }

  @Override
  public void retrying(TableName table, int attempt, Duration pause, String why) {
    told.retrying(table, attempt, pause, why);
  }

  @Override
  public void ended(TableName table, Outcome outcome, Duration took) {
    told.ended(table, outcome, took);
  }
}
